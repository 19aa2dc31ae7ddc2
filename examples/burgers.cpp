// Burgers' equation:
//   dt(u) + u d(u, x) - nu lap(u) == 0 on (0, 1) x (0, 1), nu = 1/20;  u given at t == 0, u == 0 at both ends
// exact solution by the Cole-Hopf transform of the heat solution 2 + exp(-pi^2 nu t) cos(pi x):
//   u = 2 nu pi exp(-pi^2 nu t) sin(pi x) / (2 + exp(-pi^2 nu t) cos(pi x)).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto nu = parameter<"nu">;
constexpr auto decay = exp(-pi * pi * nu * t);
constexpr auto exact = 2 * nu * pi * decay * sin(pi * x) / (2 + decay * cos(pi * x));
constexpr auto initial = 2 * nu * pi * sin(pi * x) / (2 + cos(pi * x));
constexpr auto burgers =
    problem(dt(u) + u * d(u, x) - nu * lap(u) == 0, on(t == 0, u == initial), on(boundary, u == 0));

int main(int argc, char** argv) {
    print(burgers);
    auto model = collocate(burgers, interval(0, 1), mlp({20, 20}), points(400), side_points{40}, during{0, 1},
                           lambda{10}, nu = 0.05);
    auto const fit = train(model, glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 250});
    auto const at = interior_points(box({0, 0}, {1, 1}), grid_points({50, 50}));
    return verdict<facts_of(burgers)>(argc, argv,
                                      relative_error(model.value(fit.theta, at), tabulate(exact, at, nu = 0.05)), 1e-5);
}
