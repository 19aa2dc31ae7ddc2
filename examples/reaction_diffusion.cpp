// Diffusion with a fast reaction, by its homogenised equation:
//   dt(u) - D lap(u) + (1 / eps) r(x / eps) u == f on (0, pi) x (0, 1), r(y) = cos(y), D = 2, f = 3/4 exp(-t) sin(x),
//   u == sin(x) at t == 0, u == 0 at both ends
// homogenize derives the corrector N, -D lap_y N == -r, and the effective reaction mean(r N) = -1 / (2 D), with which
// u0 = exp(-t) sin(x) is exact. Error: of the network for u0, whose equation nobody wrote.
#include <cstdio>

#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto eps = parameter<"eps">;
constexpr auto D = parameter<"D">;
constexpr auto r = coefficient<"r">([](auto y) { return cos(y); });
constexpr auto exact = exp(-t) * sin(x);
constexpr auto reaction = problem(dt(u) - D * lap(u) + (1 / eps) * r(x / eps) * u == constant<3, 4> * exact,
                                  on(t == 0, u == sin(x)), on(boundary, u == 0));

int main(int argc, char** argv) {
    constexpr auto two_scale = homogenize(reaction, x / eps);
    print(two_scale);
    auto const medium = solve(two_scale, period(2 * pi), D = 2.0);
    std::printf("effective reaction %.12f, expected -1/4\n", medium.reaction());
    auto const effective = effective_problem(two_scale, medium);
    print(effective);
    auto model = collocate(effective, interval(0, pi), mlp({20, 20}), points(300), side_points{30}, during{0, 1},
                           lambda{10}, D = 2.0);
    auto const fit = train(model, glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 160});
    auto const at = interior_points(box({0, 0}, {pi, 1}), grid_points({50, 50}));
    return verdict<facts_of(effective)>(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at)),
                                        4e-6);
}
