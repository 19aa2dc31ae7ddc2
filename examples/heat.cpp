// The heat equation:
//   dt(u) - lap(u) == 0 on 0 < x < pi, 0 < t < 1;  u == sin(x) at t == 0, u == 0 at both ends
// exact solution u = exp(-t) sin(x).
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto exact = exp(-t) * sin(x);
constexpr auto heat = problem(dt(u) - lap(u) == 0, on(t == 0, u == sin(x)), on(boundary, u == 0));

int main(int argc, char** argv) {
    print(heat);
    auto model =
        collocate(heat, interval(0, pi), mlp({20, 20}), points(300), side_points{30}, during{0, 1}, lambda{10});
    auto const fit = train(model, glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 160});
    auto const at = interior_points(box({0, 0}, {pi, 1}), grid_points({50, 50}));
    return verdict<facts_of(heat)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)), 5e-6);
}
