"""J = dr/dtheta (N, P) of r = -(a u'' + a' u') - f in one dimension, four ways."""

import functorch
import torch

from .equations import evaluate


def functions(x, layers):
    """a, a', f at x (N, 1), and the parameters as one tuple"""
    a = 1 / (2.1 + 2 * torch.sin(8 * x))
    return a, -16 * torch.cos(8 * x) * a**2, torch.sin(x), tuple(p for layer in layers for p in layer)


def pairs(parameters):
    return list(zip(parameters[0::2], parameters[1::2]))


def by_functorch(x, layers, u_and_slopes):
    """vmap over points of grad over theta of the residual at a point; u_and_slopes(parameters, x): u', u''"""
    a, da, f, parameters = functions(x, layers)

    def residual(p, x, a, da, f):
        first, second = u_and_slopes(p, x)
        return -(a * second + da * first) - f

    rows = functorch.vmap(functorch.grad(residual), in_dims=(None, 0, 0, 0, 0))
    args = tuple(t[:, 0] for t in (x, a, da, f))
    return lambda: torch.cat([g.reshape(x.shape[0], -1) for g in rows(parameters, *args)], 1)


def value(p, x):
    return evaluate(pairs(p), x.view(1, 1))[0, 0]


def nested(p, x):
    slope = functorch.grad(value, argnums=1)
    return slope(p, x), functorch.grad(slope, argnums=1)(p, x)


def forward_twice(p, x):
    one = torch.ones_like(x)

    def slope(x):
        return functorch.jvp(lambda y: value(p, y), (x,), (one,))[1]

    return functorch.jvp(slope, (x,), (one,))


def jet(p, x):
    layers = pairs(p)
    w, b = layers[0]
    z, dz, ddz = w[:, 0] * x + b, w[:, 0], torch.zeros_like(b)
    for w, b in layers[1:]:
        h = torch.tanh(z)
        s = 1 - h * h
        channels = torch.stack([h, s * dz, s * ddz - 2 * h * s * dz * dz]) @ w.t()
        z, dz, ddz = channels[0] + b, channels[1], channels[2]
    return dz[0], ddz[0]


def hand_structured(x, layers):
    """Jets and adjoints of the batch, then outer products point by point into J"""
    a, da, f, parameters = functions(x, layers)
    count = sum(p.numel() for p in parameters)
    out = torch.empty(x.shape[0], count, dtype=x.dtype)

    @torch.no_grad()
    def call():
        n = x.shape[0]
        w, b = layers[0]
        z = torch.zeros(3, n, w.shape[0], dtype=x.dtype)
        z[0], z[1] = x * w[:, 0] + b, w[:, 0]
        jets = []
        for w, b in layers[1:]:
            h = torch.tanh(z[0])
            s = 1 - h.square()
            jets.append((h, s, z))
            first = s * z[1]
            channels = torch.stack([h, first, s * z[2] - 2 * h * first * z[1]])
            jets[-1] += (channels,)
            z = (channels.view(3 * n, -1) @ w.t()).view(3, n, -1)
            z[0] += b
        adjoint = torch.stack([torch.zeros_like(a), -da, -a])
        at = count
        for (w, b), (h, s, z, channels) in zip(layers[:0:-1], jets[::-1]):
            at -= b.numel()
            out[:, at:at + b.numel()] = adjoint[0]
            at -= w.numel()
            torch.bmm(adjoint.permute(1, 2, 0), channels.permute(1, 0, 2),
                      out=out.as_strided((n, *w.shape), (count, w.shape[1], 1), at))
            b0, b1, b2 = (adjoint.view(3 * n, -1) @ w).view(3, n, -1)
            s2 = -2 * h * s
            s3 = -2 * (s.square() + h * s2)
            adjoint = torch.stack([s * b0 + s2 * (z[1] * b1 + z[2] * b2) + s3 * z[1].square() * b2,
                                   s * b1 + 2 * s2 * z[1] * b2, s * b2])
        width = adjoint.shape[2]
        out[:, :width] = adjoint[0] * x + adjoint[1]
        out[:, width:2 * width] = adjoint[0]
        return out

    return call
