// Wang, Teng, Perdikaris 2021, 2.2 and 2.5: gradients of the loss of the equation and of that of the boundary, layer by
// layer, after training: without annealing those of the boundary are gathered around 0. And the annealed weight.
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, u == 0));
/// Twice the value: losses of four sides add up.
constexpr auto trained_on = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, 2 * u == 0));

int main(int argc, char** argv) {
    table_row w7("W7", argc, argv, {{"units", 50}, {"layers", 4}, {"iterations", 40000}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h = w7.solved([&] { return solve(helmholtz, square, w7.seed()); });
    bool good = w7.of_l2(u_h, u, exact, 1e-10);
    if (!w7.full()) return good ? 0 : 1;

    wang::run const size{static_cast<std::size_t>(w7["layers"]), static_cast<std::size_t>(w7["units"]),
                         static_cast<std::size_t>(w7["iterations"])};
    auto const inputs = wang::standardised(square, x[0], x[1]);
    std::vector<double> spread;  // of the boundary's gradients over that of the equation's, geometric mean of layers
    for (wang::method const& how : {wang::methods[0], wang::methods[1]}) {
        array_history weights("weight");
        auto model = wang::collocated(w7, trained_on, square, mlp(size.widths()), lambda{1}, inputs);
        auto const found = w7.named(how.name).solved([&] {
            return wang::descent(w7, how, size, model, every(100, weights.of([](auto const& now) {
                                                                 return std::vector{now.lambda("b")};
                                                             })));
        });
        auto const of = gradient_histograms(model.system(), model.layout(), found.theta);
        double log_ratio = 0;
        for (std::size_t k = 0; k < of.size(); k += 2)
            log_ratio += std::log(of[k + 1].mean_square / of[k].mean_square) / 2 / static_cast<double>(of.size() / 2);
        spread.push_back(std::exp(log_ratio));
        w7.of_number("spread of the boundary's gradients / of the equation's", spread.back(), 0, INFINITY);
        if (w7.picture().empty()) continue;
        plot(w7.picture(how.name), of, 1);
        plot(w7.picture(how.name + "_weight"), {{"", weights.iterations(), weights.values()}},
             {.title = "W7, " + how.name + ": weight of the boundary in the loss",
              .x_label = "iteration",
              .y_label = "weight"});
    }
    // The weights of the authors' program settle at the root of what would make both gradients equally large.
    w7.named("");
    good = w7.of_number("spread, M1", spread[0], 0, 0.2) && good;
    good = w7.of_number("spread, M2", spread[1], spread[0], INFINITY) && good;
    return good ? 0 : 1;
}
