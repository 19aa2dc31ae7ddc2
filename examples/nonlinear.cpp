// A semilinear equation:
//   -lap(u) + u^3 == f on (-1, 1)^2, u == g on the boundary
// exact solution u = cos(2 x0) exp(x1 / 2), from which f and g are derived.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = cos(2 * x[0]) * exp(x[1] / 2);
constexpr auto semilinear = problem(manufacture(-lap(u) + pow<3>(u) == 0, u, exact), on(boundary, u == exact));

int main(int argc, char** argv) {
    print(semilinear);
    auto const square = box({-1, -1}, {1, 1});
    auto model = collocate(semilinear, square, mlp({20, 20}), points(400), side_points{40}, lambda{10});
    auto const fit = train(model.system(), glorot(model.layout(), 1), levenberg_marquardt(),
                           {.iterations = 200, .loss = 1e-11});
    auto const at = interior_points(square, grid_points({50, 50}));
    return verdict(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)), 1e-4);
}
