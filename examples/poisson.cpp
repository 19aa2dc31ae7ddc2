// Poisson's equation in two dimensions:
//   -lap(u) == 2 pi^2 sin(pi x0) sin(pi x1) on (0, 1)^2, u == 0 on the boundary
// exact solution u = sin(pi x0) sin(pi x1).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(pi * x[1]);
constexpr auto poisson = problem(manufacture(-lap(u) == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    print(poisson);
    auto model = collocate(poisson, box({0, 0}, {1, 1}), mlp({20, 20}), points(400), side_points{40}, lambda{10});
    auto const fit = train(model.system(), glorot(model.layout(), 1), levenberg_marquardt(),
                           {.iterations = 200, .loss = 1e-11});
    auto const at = interior_points(box({0, 0}, {1, 1}), grid_points({50, 50}));
    return verdict(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)), 1e-4);
}
