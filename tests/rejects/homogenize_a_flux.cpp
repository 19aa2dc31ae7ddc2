// rejects: homogenize: a condition contains a derivative of the unknown in space, which has no limit: the gradient oscillates on the boundary as inside; give values there, or make it periodic
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto w = unknown<"w">(s);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto two_scale = homogenize(
    problem(-div(a(s / eps) * grad(w)) == 1, on(s == 0, w == 0), on(s == 1, dot(normal, grad(w)) == 2)), s / eps);
