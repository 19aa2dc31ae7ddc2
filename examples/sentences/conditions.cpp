// Conditions
// Places are equations, too; what holds there may contain derivatives, the outward normal, and measured values.
#include "sentence.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(x, t);

sentence const dirichlet("A value on the whole boundary", [] {
    return on(boundary, u == x[0] * x[1]);
});

sentence const side("A value on one side", [] {
    return on(x[1] == 1, u == 1);
});

sentence const several_sides("A value on several sides", [] {
    return on(x[0] == 0 || x[0] == 1, u == 0);
});

sentence const neumann("A flux through the boundary", [] {
    return on(x[0] == 0, dot(normal, grad(u)) == 1);
});

sentence const robin("An exchange with what surrounds", [] {
    constexpr auto h = parameter<"h">;
    return on(boundary, dot(normal, grad(u)) + h * u == 0);
});

sentence const initial("A value at the beginning", [] {
    return on(t == 0, w == sin(x[0]));
});

sentence const velocity("A velocity at the beginning", [] {
    return on(t == 0, dt(w) == 0);
});

sentence const period("Equal on opposite sides", [] {
    return on(periodic, u);
});

sentence const channel("Equal on the sides across one axis, and a value on the others", [] {
    return problem(-lap(u) == 1, on(periodic(x[0]), u), on(x[1] == 0 || x[1] == 1, u == 0));
});

sentence const average("An average", [] {
    return problem(-lap(u) == cos(x[0]), on(periodic, u), mean(u) == 0);
});

sentence const data("Measured values, and a parameter that is to be found from them", [] {
    constexpr auto k = trained<"k">;
    return problem(lap(u) + k * k * u == 0, on(boundary, u == 0), on(measured<"sensors">, u));
});
