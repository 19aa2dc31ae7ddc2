"""The equations of the rows at points, and networks as lists of (W, b): what every program in PyTorch starts from.

An equation is a dict: `points` (N, 2), whose residual is
    second : grad grad u + first . grad u + zeroth(u) - right
with `second` None for the identity, (2,) for a diagonal or (2, 2, N, 1); `first` None or (2, N, 1); `zeroth` a pair of
u -> zeroth(u) and u -> d zeroth / du, or None; and `edge` (M, 2), where u is 0, or None.
"""

import math

import torch


def network(widths, dtype, encoders=False):
    """[(W, b), ...] by Glorot; with encoders those of U and V stand first"""
    torch.manual_seed(1)
    shapes = list(zip(widths[:-1], widths[1:]))
    layers = []
    for inputs, outputs in ([shapes[0]] * 2 if encoders else []) + shapes:
        w = torch.empty(outputs, inputs, dtype=dtype)
        torch.nn.init.xavier_uniform_(w)
        layers.append((w, 0.1 * torch.randn(outputs, dtype=dtype)))
    return layers


def evaluate(layers, x, encoders=False):
    """The network at x (N, D): (N, outputs)"""
    if not encoders:
        for w, b in layers[:-1]:
            x = torch.tanh(torch.nn.functional.linear(x, w, b))
        return torch.nn.functional.linear(x, *layers[-1])
    u, v, h = (torch.tanh(torch.nn.functional.linear(x, w, b)) for w, b in layers[:3])
    for w, b in layers[3:-1]:
        z = torch.tanh(torch.nn.functional.linear(h, w, b))
        h = (1 - z) * u + z * v
    return torch.nn.functional.linear(h, *layers[-1])


def helmholtz(inside, side, dtype):
    points = 2 * torch.rand(inside, 2, dtype=dtype) - 1
    s = 2 * torch.rand(side, dtype=dtype) - 1
    one = torch.ones_like(s)
    edge = torch.cat([torch.stack(pair, 1) for pair in ((s, one), (s, -one), (one, s), (-one, s))])
    exact = torch.sin(math.pi * points[:, :1]) * torch.sin(4 * math.pi * points[:, 1:])
    return {"points": points, "edge": edge, "second": None, "first": None,
            "zeroth": (lambda u: u, lambda u: torch.ones_like(u)), "right": (1 - 17 * math.pi**2) * exact}


def tensor_darcy(count, dtype):
    points = torch.rand(count, 2, dtype=dtype)
    x, y = points[:, :1], points[:, 1:]
    a = torch.stack([torch.stack([2 + torch.sin(x), 0.5 * torch.cos(y)]),
                     torch.stack([0.5 * torch.cos(y), 3 + torch.cos(x * y)])])
    divergence = torch.stack([torch.cos(x) - 0.5 * torch.sin(y), -x * torch.sin(x * y)])
    return {"points": points, "edge": None, "second": -a, "first": -divergence, "zeroth": None,
            "right": torch.sin(x) * torch.cos(y)}


def klein_gordon(count, dtype):
    points = torch.rand(count, 2, dtype=dtype)  # x, t
    return {"points": points, "edge": None, "second": torch.tensor([-1.0, 1.0], dtype=dtype), "first": None,
            "zeroth": (lambda u: u**3, lambda u: 3 * u**2), "right": torch.sin(points[:, :1] + points[:, 1:])}
