"""The cavity's loss and gradient as in `jets`, with the channels value, x, y, xx, xy, yy, (lap)_x, (lap)_y."""

import torch

from .jets import dense_gradient, first_layer_gradient


def product(s, z):
    """The jet of s z"""
    s0, sx, sy, sxx, sxy, syy, slx, sly = s
    z0, zx, zy, zxx, zxy, zyy, _, _ = z
    out = s0 * z
    out[1:].addcmul_(s[1:], z0)
    out[3] += 2 * sx * zx
    out[4] += sx * zy + sy * zx
    out[5] += 2 * sy * zy
    out[6] += sx * (3 * zxx + zyy) + (3 * sxx + syy) * zx + 2 * (sy * zxy + sxy * zy)
    out[7] += sy * (3 * zyy + zxx) + (3 * syy + sxx) * zy + 2 * (sx * zxy + sxy * zx)
    return out


def transposed(s, a):
    """The adjoint of z in product(s, z)"""
    s0, sx, sy, sxx, sxy, syy, _, _ = s
    _, _, _, axx, axy, ayy, alx, aly = a
    out = s0 * a
    out[0] += (s[1:] * a[1:]).sum(0)
    out[1] += 2 * sx * axx + sy * axy + (3 * sxx + syy) * alx + 2 * sxy * aly
    out[2] += 2 * sy * ayy + sx * axy + (3 * syy + sxx) * aly + 2 * sxy * alx
    out[3] += 3 * sx * alx + sy * aly
    out[4] += 2 * (sy * alx + sx * aly)
    out[5] += sx * alx + 3 * sy * aly
    return out


def through_tanh(z):
    _, zx, zy, zxx, zxy, zyy, _, _ = z
    h0 = torch.tanh(z[0])
    s = 1 - h0.square()
    h = s * z
    h[0] = h0
    sx, sy = -2 * h0 * h[1], -2 * h0 * h[2]
    h[3] += sx * zx
    h[4] += sy * zx
    h[5] += sy * zy
    sxx, sxy, syy = (-2 * (h0 * h[c] + h[i] * h[j]) for c, i, j in ((3, 1, 1), (4, 1, 2), (5, 2, 2)))
    lap = zxx + zyy
    h[6] += sx * (lap + zxx) + sy * zxy + sxx * zx + sxy * zy
    h[7] += sy * (lap + zyy) + sx * zxy + sxy * zx + syy * zy
    return h


def dense(w, b, h):
    z = torch.mm(h.view(-1, h.shape[2]), w.t()).view(8, h.shape[1], -1)
    z[0] += b
    return z


def loss_and_gradient(points, reynolds, layers):
    """As `nested.cavity`"""

    @torch.no_grad()
    def call():
        n = points.shape[0]
        z = torch.zeros(8, n, layers[0][0].shape[0], dtype=points.dtype)
        torch.addmm(layers[0][1], points, layers[0][0].t(), out=z[0])
        z[1:3] = layers[0][0].t().unsqueeze(1)
        h = [through_tanh(z)]
        for w, b in layers[1:-1]:
            h.append(through_tanh(dense(w, b, h[-1])))
        out = dense(*layers[-1], h[-1])
        _, x, y, xx, xy, yy, lx, ly = out[:, :, 0]
        first = y * xy - x * yy + out[1, :, 1] - ly / reynolds
        second = -y * xx + x * xy + out[2, :, 1] + lx / reynolds
        adjoint = torch.zeros_like(out)
        f, s = first / n, second / n
        adjoint[1:, :, 0] = torch.stack([-yy * f + xy * s, xy * f - xx * s, -y * s, y * f + x * s, -x * f,
                                         s / reynolds, -f / reynolds])
        adjoint[1, :, 1], adjoint[2, :, 1] = f, s
        gradient = []
        for (w, _), h_in in zip(layers[:0:-1], h[::-1]):
            gradient = dense_gradient(adjoint, h_in) + gradient
            adjoint = torch.mm(adjoint.view(-1, adjoint.shape[2]), w).view(8, n, -1)
            slope = -product(h_in, h_in)
            slope[0] += 1
            adjoint = transposed(slope, adjoint)
        loss = (first.square().mean() + second.square().mean()) / 2
        return loss, first_layer_gradient(adjoint, points) + gradient

    return call
