// The Helmholtz equation of Wang, Teng and Perdikaris 2020, section 4.1:
//   lap(u) + k^2 u == q on (-1, 1)^2, u == 0 on the boundary, k = 1
// q such that u = sin(pi x0) sin(4 pi x1).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    print(helmholtz);
    box const square({-1, -1}, {1, 1});
    auto model = collocate(helmholtz, square, mlp({30, 30}, activation::sin), points(900), side_points{60}, lambda{100},
                           k = 1.0);
    auto const start = glorot(model.layout(), 1, {.first_layer_scale = 6});
    auto const fit = train(model, start, levenberg_marquardt(), {.iterations = 200});
    auto const at = interior_points(square, grid_points({100, 100}));
    return verdict<facts_of(helmholtz)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)),
                                        1e-5);
}
