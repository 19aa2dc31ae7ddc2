// The biharmonic equation, a clamped plate:
//   lap(lap(u)) == f on (0, 1)^2;  u == 0 and du/dn == 0 on the boundary
// f such that u = sin^2(pi x0) sin^2(pi x1).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = pow<2>(sin(pi * x[0])) * pow<2>(sin(pi * x[1]));
constexpr auto plate = problem(manufacture(lap(lap(u)) == 0, u, exact), on(boundary, u == 0),
                               on(boundary, dot(normal, grad(u)) == 0));

int main(int argc, char** argv) {
    print(plate);
    box const square({0, 0}, {1, 1});
    auto model = collocate(plate, square, mlp({20, 20}, activation::sin), points(500), side_points{40},
                           lambda{1e6, 1e4});
    auto const start = glorot(model.layout(), 1, {.first_layer_scale = 3});
    auto const fit = train(model, start, levenberg_marquardt(), {.iterations = 200});
    auto const at = interior_points(square, grid_points({50, 50}));
    return verdict<facts_of(plate)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)), 1e-5);
}
