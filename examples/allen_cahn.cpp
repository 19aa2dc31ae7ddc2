// The Allen-Cahn equation, a front of width k that moves to the right:
//   dt(u) - k^2 lap(u) + u^3 - u == 0 on (-1, 2) x (0, 3), k = 1/10;  u given at t == 0 and at both ends
// exact solution u = (1 - tanh((x - 3 k t / sqrt(2)) / (2 sqrt(2) k))) / 2.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto k = parameter<"k">;
constexpr auto root = sqrt(constant<2>);
constexpr auto exact = (1 - tanh((x - 3 * k * t / root) / (2 * root * k))) / 2;
constexpr auto initial = (1 - tanh(x / (2 * root * k))) / 2;
constexpr auto allen_cahn = problem(dt(u) - k * k * lap(u) + pow<3>(u) - u == 0, on(t == 0, u == initial),
                                    on(boundary, u == exact));

int main(int argc, char** argv) {
    print(allen_cahn);
    auto model = collocate(allen_cahn, interval(-1, 2), mlp({20, 20}), points(600), side_points{60}, during{0, 3},
                           lambda{10}, k = 0.1);
    auto const start = glorot(model.layout(), 1, {.first_layer_scale = 2});
    auto const fit = train(model, start, levenberg_marquardt(), {.iterations = 250});
    auto const at = interior_points(box({-1, 0}, {2, 3}), grid_points({50, 50}));
    return verdict<facts_of(allen_cahn)>(
        argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at, k = 0.1)), 3e-6);
}
