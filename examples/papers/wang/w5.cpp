// Wang, Teng, Perdikaris 2021, 2.4 and 2.6: how curved the loss of Helmholtz' equation is while a network is trained:
// the more waves, the more; the improved architecture less.
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto a2 = parameter<"a2">;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(a2 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row w5("W5", argc, argv, {{"units", 50}, {"layers", 4}, {"iterations", 40000}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h = w5.solved([&] { return solve(helmholtz, square, a2 = 4.0, w5.seed()); });
    bool good = w5.of_l2(u_h, u, exact, 1e-10, a2 = 4.0);
    if (!w5.full()) return good ? 0 : 1;

    wang::run const size{static_cast<std::size_t>(w5["layers"]), static_cast<std::size_t>(w5["units"]),
                         static_cast<std::size_t>(w5["iterations"])};
    std::vector<curve> curves;
    auto const curvature = [&](wang::method const& how, auto const& network, double of_a2) {
        array_history largest("curvature");
        std::string const name = how.name + (of_a2 == 1 ? ", a2 = 1" : ", a2 = 4");
        w5.named(name).solved([&] {
            auto model = wang::collocated(w5, helmholtz, square, network, lambda{4}, second_derivatives,
                                          wang::standardised(square, x[0], x[1]), a2 = of_a2);
            return wang::descent(
                w5, how, size, model,
                every(static_cast<std::ptrdiff_t>(size.iterations / 100), largest.of([](auto const& now) {
                    return std::vector{wang::largest_curvature(now.model.system(), now.model.layout(), now.theta)};
                })));
        });
        auto const values = largest.values();
        double mean = 0;  // of the second half
        for (std::size_t t = values.shape(0) / 2; t < values.shape(0); ++t)
            mean += values(t, 0) / static_cast<double>(values.shape(0) - values.shape(0) / 2);
        curves.push_back({name, largest.iterations(), values});
        w5.of_number("largest eigenvalue, mean of the second half", mean, 0, INFINITY);
        return mean;
    };
    double const slow = curvature(wang::methods[0], mlp(size.widths()), 1),
                 fast = curvature(wang::methods[0], mlp(size.widths()), 4),
                 gated = curvature(wang::methods[2], improved_mlp(size.widths()), 4);
    w5.named("");
    good = w5.of_number("M1: a2 = 4 / a2 = 1", fast / slow, 10, INFINITY) && good;
    good = w5.of_number("a2 = 4: M1 / M3", fast / gated, 2, 6) && good;
    if (!w5.picture().empty())
        plot(w5.picture(), curves,
             {.title = "W5: largest eigenvalue of the Hessian of the loss during training",
              .x_label = "iteration",
              .y_label = "largest eigenvalue",
              .log_y = true});
    return good ? 0 : 1;
}
