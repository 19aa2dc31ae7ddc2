// Time and systems
// Time is a coordinate of its own, no direction of grad, div or lap. A problem has the equations and unknowns that are
// written into it; an unknown may be a vector, or be derived from another.
#include "sentence.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);

sentence const heat("The heat equation", [] {
    constexpr auto D = parameter<"D">;
    return problem(dt(u) - D * lap(u) == 0, on(boundary, u == 0), on(t == 0, u == sin(x[0]) * sin(x[1])));
});

sentence const wave("The wave equation, with an initial velocity", [] {
    constexpr auto c = parameter<"c">;
    return problem(dtt(u) - c * c * lap(u) == 0, on(boundary, u == 0), on(t == 0, u == 0), on(t == 0, dt(u) == 1));
});

sentence const klein_gordon("The Klein-Gordon equation", [] {
    constexpr auto alpha = parameter<"alpha">;
    constexpr auto beta = parameter<"beta">;
    return problem(dtt(u) + alpha * lap(u) + beta * u + pow<3>(u) == cos(t), on(boundary, u == 0));
});

sentence const mixed("Darcy's law as a system of first order, with a vector for the flux", [] {
    constexpr auto p = unknown<"p">(x);
    constexpr auto q = unknown<"q", 2>(x);
    return problem(q + (2 + sin(x[0])) * grad(p) == vector(0, 0), div(q) == 1, on(boundary, p == 0));
});

sentence const elasticity("Elasticity: the displacement is a vector, its stress a tensor times its strain", [] {
    constexpr auto lambda = parameter<"lambda">;
    constexpr auto mu = parameter<"mu">;
    constexpr auto s = unknown<"s", 2>(x);
    constexpr auto stress = contract(isotropic<2>(lambda, mu), sym(grad(s)));
    return problem(-div(stress) == vector(0, -1), on(boundary, s == vector(0, 0)));
});

sentence const cavity("Flow in a cavity: a stream function, from which the velocity follows, and a pressure", [] {
    constexpr auto Re = parameter<"Re">;
    constexpr auto psi = unknown<"psi">(x);
    constexpr auto p = unknown<"p">(x);
    constexpr auto v = rot(psi);
    return problem(dot(v, grad(v[0])) + d(p, x[0]) - lap(v[0]) / Re == 0,
                   dot(v, grad(v[1])) + d(p, x[1]) - lap(v[1]) / Re == 0,
                   on(x[1] == 1, v[0] == 1), on(x[0] == 0 || x[0] == 1 || x[1] == 0, v[0] == 0));
});
