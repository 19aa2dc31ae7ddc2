// The Klein-Gordon equation of Wang, Teng and Perdikaris 2020, section 4.2:
//   dtt(u) + alpha lap(u) + beta u + gamma u^3 == f on (0, 1) x (0, 1), alpha = -1, beta = 0, gamma = 1
// f, initial and boundary values such that u = x cos(5 pi t) + (x t)^3.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto alpha = parameter<"alpha">;
constexpr auto beta = parameter<"beta">;
constexpr auto gamma_ = parameter<"gamma">;
constexpr auto exact = x * cos(5 * pi * t) + pow<3>(x * t);
constexpr auto klein_gordon =
    problem(manufacture(dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == 0, u, exact),
            on(t == 0, u == x), on(t == 0, dt(u) == 0), on(boundary, u == exact));

int main(int argc, char** argv) {
    print(klein_gordon);
    auto model = collocate(klein_gordon, interval(0, 1), mlp({30, 30}, activation::sin), points(800), side_points{60},
                           during{0, 1}, lambda{100}, alpha = -1.0, beta = 0.0, gamma_ = 1.0);
    auto const start = glorot(model.layout(), 1, {.first_layer_scale = 6});
    auto const fit = train(model, start, levenberg_marquardt(), {.iterations = 250});
    auto const at = interior_points(box({0, 0}, {1, 1}), grid_points({100, 100}));
    return verdict<facts_of(klein_gordon)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)),
                                           1e-4);
}
