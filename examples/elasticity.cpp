// Linear elasticity in plane strain, isotropic, one vector equation:
//   -div(C : sym(grad u)) == f on (0, 1)^2, u given on the left and right, the traction C : sym(grad u) n on the rest
// f and the traction such that u = (sin(pi x0) sin(pi x1), x0 (1 - x0) cos(x1)); lambda = 1, mu = 1/2.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto C = isotropic<2>(constant<1>, constant<1, 2>);
constexpr auto exact = vector(sin(pi * x[0]) * sin(pi * x[1]), x[0] * (1 - x[0]) * cos(x[1]));
constexpr auto stress = contract(C, sym(grad(u)));
constexpr auto exact_stress = contract(C, sym(grad(exact)));
constexpr auto elasticity =
    problem(-div(stress) == -div(exact_stress), on(x[0] == 0 || x[0] == 1, u == exact),
            on(x[1] == 0 || x[1] == 1, stress * normal == exact_stress * normal));

int main(int argc, char** argv) {
    print(elasticity);
    box const square({0, 0}, {1, 1});
    auto model = collocate(elasticity, square, mlp({24, 24}), points(500), side_points{40}, lambda{10});
    auto const fit = train(model, glorot(model.layout(), 1, {.first_layer_scale = 2}), levenberg_marquardt(),
                           {.iterations = 250});
    auto const at = interior_points(square, grid_points({50, 50}));
    double error = 0;
    error = std::max(error, relative_error(model.value(fit.theta, at, u[0]), tabulate(exact[0], at)));
    error = std::max(error, relative_error(model.value(fit.theta, at, u[1]), tabulate(exact[1], at)));
    return verdict<facts_of(elasticity)>(argc, argv, error, 1e-5);
}
