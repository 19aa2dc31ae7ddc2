// Poisson's equation in five dimensions: a network of 7 channels, u, its 5 slopes, and the Laplacian as one:
//   -lap(u) == 3 sin(x0 + x1) cos(x2) - x4 exp(-x3) on (0, 1)^5, u given on the 10 faces
// exact solution u = sin(x0 + x1) cos(x2) + x4 exp(-x3).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<5>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(x[0_c] + x[1_c]) * cos(x[2_c]) + x[4_c] * exp(-x[3_c]);
constexpr auto poisson = problem(manufacture(-lap(u) == 0, u, exact), on(boundary, u == exact));

int main(int argc, char** argv) {
    print(poisson);
    box const cube({0, 0, 0, 0, 0}, {1, 1, 1, 1, 1});
    auto model = collocate(poisson, cube, mlp({20, 20}), points(600), side_points{60}, lambda{10});
    auto const fit = train(model.system(), glorot(model.layout(), 1), levenberg_marquardt(),
                           {.iterations = 60, .loss = 1e-9});
    auto const at = interior_points(cube, random_points(1000, 7));
    return verdict<facts_of(poisson)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)),
                                      1e-4);
}
