"""Loss and gradient by nested reverse mode, as frameworks for physics-informed networks do it."""

import torch

from .equations import evaluate


def slope(u, x):
    return torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]


def gradient_of(loss, parameters):
    gradient = torch.autograd.grad(loss, parameters, allow_unused=True)  # the last bias, where u itself is not read
    return [torch.zeros_like(p) if g is None else g for g, p in zip(gradient, parameters)]


def loss_and_gradient(equation, layers, encoders=False):
    """A call that returns L and the gradient, list of tensors"""
    parameters = [p.requires_grad_() for layer in layers for p in layer]
    x = equation["points"].clone().requires_grad_()

    def call():
        u = evaluate(layers, x, encoders)
        du = slope(u, x)
        dx, dy = slope(du[:, 0], x), slope(du[:, 1], x)
        a = equation["second"]
        if a is None:
            r = dx[:, :1] + dy[:, 1:]
        elif a.dim() == 1:
            r = a[0] * dx[:, :1] + a[1] * dy[:, 1:]
        else:
            r = a[0, 0] * dx[:, :1] + 2 * a[0, 1] * dx[:, 1:] + a[1, 1] * dy[:, 1:]
        if equation["first"] is not None:
            r = r + equation["first"][0] * du[:, :1] + equation["first"][1] * du[:, 1:]
        if equation["zeroth"] is not None:
            r = r + equation["zeroth"][0](u)
        loss = (r - equation["right"]).square().mean() / 2
        if equation["edge"] is not None:
            loss = loss + evaluate(layers, equation["edge"], encoders).square().mean() / 2
        return loss.detach(), gradient_of(loss, parameters)

    return call


def cavity(points, reynolds, layers):
    """The two momentum equations in stream function and pressure"""
    parameters = [p.requires_grad_() for layer in layers for p in layer]
    x = points.clone().requires_grad_()

    def call():
        out = evaluate(layers, x)
        dpsi, dp = slope(out[:, 0], x), slope(out[:, 1], x)
        v = (dpsi[:, 1], -dpsi[:, 0])
        loss = 0
        for i in range(2):
            dv = slope(v[i], x)
            lap = slope(dv[:, 0], x)[:, 0] + slope(dv[:, 1], x)[:, 1]
            r = v[0] * dv[:, 0] + v[1] * dv[:, 1] + dp[:, i] - lap / reynolds
            loss = loss + r.square().mean() / 2
        return loss.detach(), gradient_of(loss, parameters)

    return call
