// Heat through a quarter of a pipe's wall, 1 < r < 2, that conducts a = 1 + x0^2:
//   -div(a grad u) == f in the wall, u given on its boundary
// pulled back to the box (x0, x1) = (r - 1, angle); exact solution u = exp(x0) cos(x1).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 + y[0] * y[0]; }, differentiable, coercive);
constexpr auto exact = exp(x[0]) * cos(x[1]);
constexpr auto r = constant<1> + x[0];
constexpr auto wall = vector(r * cos(x[1]), r * sin(x[1]));
constexpr auto heat = problem(manufacture(-div(a(x) * grad(u)) == 0, u, exact), on(boundary, u == exact));

int main(int argc, char** argv) {
    constexpr auto on_box = pull_back(heat, wall);
    print(on_box);
    box const quarter({0, 0}, {1, pi / 2});
    auto model = collocate(on_box, quarter, chebyshev{22}, chebyshev_points({28, 28}), side_points{50});
    auto const at = interior_points(quarter, grid_points({40, 40}));
    auto const expected = tabulate(exp(wall[0]) * cos(wall[1]), at);
    return verdict<facts_of(on_box)>(argc, argv, relative_error(model.value(solve(model.system()).theta, at), expected),
                                     1e-9);
}
