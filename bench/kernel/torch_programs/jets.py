"""Loss and gradient by jets pushed through the layers, and a reverse pass written by hand: value, d/dx, d/dy and the
second derivatives collapsed into one channel (forward Laplacian), in tensors (4, N, width). No autograd.

The reverse pass of h = tanh(z) in jets is the transpose of dz -> s dz, the product of jets with s = tanh'(z).
"""

import torch


class weighted:
    """a : (p q^T + q p^T) / 2 for pairs of directions: `times(p)` is a p"""

    def __init__(self, a):
        self.a = None if a is None else a.view(2, 1, 1) if a.dim() == 1 else a

    def times(self, p):
        if self.a is None:
            return p
        return self.a * p if self.a.dim() == 3 else (self.a * p).sum(1)


def product(a, s, z):
    """The jet of s z"""
    out = s[0] * z
    out[1:].addcmul_(s[1:], z[0])
    out[3].add_((s[1:3] * a.times(z[1:3])).sum(0), alpha=2)
    return out


def transposed(a, s, adjoint):
    """The adjoint of z in product(a, s, z)"""
    out = s[0] * adjoint
    out[0].add_((s[1:] * adjoint[1:]).sum(0))
    out[1:3].addcmul_(a.times(s[1:3]), adjoint[3], value=2)
    return out


def squared_slope(a, h):
    """The jet of s = 1 - h^2"""
    s = -2 * h[0] * h
    s[3].sub_((h[1:3] * a.times(h[1:3])).sum(0), alpha=2)
    s[0] = 1 - h[0].square()
    return s


def through_tanh(a, z):
    h0 = torch.tanh(z[0])
    s = 1 - h0.square()
    h = s * z
    h[3].addcmul_(-2 * h0 * s, (z[1:3] * a.times(z[1:3])).sum(0))
    h[0] = h0
    return h


def first_layer(w, b, x):
    z = torch.zeros(4, x.shape[0], w.shape[0], dtype=x.dtype)
    torch.addmm(b, x, w.t(), out=z[0])
    z[1:3] = w.t().unsqueeze(1)
    return z


def dense(w, b, h):
    z = torch.mm(h.view(-1, h.shape[2]), w.t()).view(4, h.shape[1], -1)
    z[0] += b
    return z


def dense_gradient(adjoint, h):
    """dL/dW, dL/db"""
    return [torch.mm(adjoint.view(-1, adjoint.shape[2]).t(), h.view(-1, h.shape[2])), adjoint[0].sum(0)]


def first_layer_gradient(adjoint, x):
    w = torch.mm(adjoint[0].t(), x)
    w += adjoint[1:3].sum(1).t()
    return [w, adjoint[0].sum(0)]


def before(adjoint, w):
    return torch.mm(adjoint.view(-1, adjoint.shape[2]), w).view(4, adjoint.shape[1], -1)


def residual(equation, u):
    """r and dr/du, u (4, N, 1)"""
    r, du = u[3] - equation["right"], torch.zeros_like(u)
    du[3] = 1
    if equation["first"] is not None:
        r += (equation["first"] * u[1:3]).sum(0)
        du[1:3] = equation["first"]
    if equation["zeroth"] is not None:
        r += equation["zeroth"][0](u[0])
        du[0] = equation["zeroth"][1](u[0])
    return r, du


def mlp_interior(a, equation, layers):
    x = equation["points"]
    h = [through_tanh(a, first_layer(*layers[0], x))]
    for w, b in layers[1:-1]:
        h.append(through_tanh(a, dense(w, b, h[-1])))
    r, du = residual(equation, dense(*layers[-1], h[-1]))
    adjoint, out = du * (r / r.shape[0]), []
    for (w, _), h_in in zip(layers[:0:-1], h[::-1]):
        out = dense_gradient(adjoint, h_in) + out
        adjoint = transposed(a, squared_slope(a, h_in), before(adjoint, w))
    return r.square().mean() / 2, first_layer_gradient(adjoint, x) + out


def improved_interior(a, equation, layers):
    x = equation["points"]
    u, v, first = (through_tanh(a, first_layer(w, b, x)) for w, b in layers[:3])
    d = v - u
    h, gates = [first], []
    for w, b in layers[3:-1]:
        gates.append(through_tanh(a, dense(w, b, h[-1])))
        h.append(product(a, gates[-1], d).add_(u))
    r, du = residual(equation, dense(*layers[-1], h[-1]))
    adjoint, out = du * (r / r.shape[0]), dense_gradient(du * (r / r.shape[0]), h[-1])
    adjoint = before(adjoint, layers[-1][0])
    to_u, to_d = torch.zeros_like(u), torch.zeros_like(d)
    for (w, _), h_in, z in zip(layers[-2:2:-1], h[-2::-1], gates[::-1]):
        to_u += adjoint
        to_d += transposed(a, z, adjoint)
        at_z = transposed(a, squared_slope(a, z), transposed(a, d, adjoint))
        out = dense_gradient(at_z, h_in) + out
        adjoint = before(at_z, w)
    ends = ((u, to_u - to_d), (v, to_d), (first, adjoint))
    firsts = [first_layer_gradient(transposed(a, squared_slope(a, jet), to), x) for jet, to in ends]
    return r.square().mean() / 2, sum(firsts, []) + out


def mlp_edge(x, layers):
    h = [x]
    for w, b in layers[:-1]:
        h.append(torch.tanh_(torch.addmm(b, h[-1], w.t())))
    u = torch.addmm(layers[-1][1], h[-1], layers[-1][0].t())
    adjoint, out = u / u.shape[0], []
    for (w, _), h_in in zip(layers[::-1], h[::-1]):
        out = [adjoint.t() @ h_in, adjoint.sum(0)] + out
        if h_in is not x:
            adjoint = (adjoint @ w).mul_(1 - h_in.square())
    return u.square().mean() / 2, out


def improved_edge(x, layers):
    u, v, first = (torch.tanh_(torch.addmm(b, x, w.t())) for w, b in layers[:3])
    d = v - u
    h, gates = [first], []
    for w, b in layers[3:-1]:
        gates.append(torch.tanh_(torch.addmm(b, h[-1], w.t())))
        h.append(torch.addcmul(u, gates[-1], d))
    value = torch.addmm(layers[-1][1], h[-1], layers[-1][0].t())
    adjoint = value / value.shape[0]
    out = [adjoint.t() @ h[-1], adjoint.sum(0)]
    adjoint = adjoint @ layers[-1][0]
    to_u, to_d = torch.zeros_like(u), torch.zeros_like(d)
    for (w, _), h_in, z in zip(layers[-2:2:-1], h[-2::-1], gates[::-1]):
        to_u += adjoint
        to_d.addcmul_(adjoint, z)
        at_z = (adjoint * d).mul_(1 - z.square())
        out = [at_z.t() @ h_in, at_z.sum(0)] + out
        adjoint = at_z @ w
    firsts = []
    for value_of, to in ((u, to_u - to_d), (v, to_d), (first, adjoint)):
        to = to * (1 - value_of.square())
        firsts += [to.t() @ x, to.sum(0)]
    return value.square().mean() / 2, firsts + out


def loss_and_gradient(equation, layers, encoders=False):
    """As in `nested`"""
    a = weighted(equation["second"])
    interior, at_edge = (improved_interior, improved_edge) if encoders else (mlp_interior, mlp_edge)

    @torch.no_grad()
    def call():
        loss, gradient = interior(a, equation, layers)
        if equation["edge"] is not None:
            more, other = at_edge(equation["edge"], layers)
            loss = loss + more
            for g, o in zip(gradient, other):
                g += o
        return loss, gradient

    return call
