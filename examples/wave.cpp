// The wave equation with two modes:
//   dtt(u) - lap(u) == 0 on 0 < x < pi, 0 < t < 2;  u == 0 at both ends,
//   u == sin(x) + sin(2 x) / 2 and dt(u) == 0 at t == 0
// exact solution u = sin(x) cos(t) + sin(2 x) cos(2 t) / 2.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto exact = sin(x) * cos(t) + sin(2 * x) * cos(2 * t) / 2;
constexpr auto wave = problem(dtt(u) - lap(u) == 0, on(t == 0, u == sin(x) + sin(2 * x) / 2), on(t == 0, dt(u) == 0),
                              on(boundary, u == 0));

int main(int argc, char** argv) {
    print(wave);
    auto model = collocate(wave, interval(0, pi), mlp({24, 24}, activation::sin), points(500), side_points{40},
                           during{0, 2}, lambda{10});
    auto const fit = train(model, glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 250});
    auto const at = interior_points(box({0, 0}, {pi, 2}), grid_points({50, 50}));
    return verdict<facts_of(wave)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)), 1e-5);
}
