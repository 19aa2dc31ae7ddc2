// Wang, Teng, Perdikaris 2021, 2.4: all eigenvalues of the Hessians of the two parts of the loss of Helmholtz' equation
// after training at 512 points, new ones at every step, four times as many as elsewhere: what the paper calls a full
// batch. Twice the eigenvalues of lamina's loss, which has a 1/2.
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    table_row w6("W6", argc, argv, {{"units", 50}, {"layers", 5}, {"iterations", 40000}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h = w6.solved([&] { return solve(helmholtz, square, w6.seed()); });
    bool good = w6.of_l2(u_h, u, exact, 1e-10);
    if (!w6.full()) return good ? 0 : 1;

    wang::run const size{static_cast<std::size_t>(w6["layers"]), static_cast<std::size_t>(w6["units"]),
                         static_cast<std::size_t>(w6["iterations"]), 512};
    auto model = wang::collocated(w6, helmholtz, square, mlp(size.widths()), lambda{4}, second_derivatives,
                                  wang::standardised(square, x[0], x[1]));
    auto const found = w6.solved([&] { return wang::descent(w6, wang::methods[0], size, model); });
    auto const spectrum = [&](char const* block) {
        auto out = w6.solved([&] { return hessian_spectrum(model.system(), found.theta, block); });
        for (double& of : out) of *= 2;
        return out;
    };
    auto const of_equation = spectrum("u"), of_boundary = spectrum("b");
    good = w6.named("equation").of_number("largest eigenvalue", of_equation[0], 1e4, 1e6) && good;
    good = w6.named("boundary").of_number("largest eigenvalue", of_boundary[0], 0, of_equation[0] / 100) && good;
    if (!w6.picture().empty()) {
        std::vector<double> number;
        for (std::size_t k = 0; k < of_equation.size(); ++k) number.push_back(static_cast<double>(k + 1));
        plot(w6.picture(), {{"of the equation", number, of_equation}, {"of the boundary", number, of_boundary}},
             {.title = "W6: positive eigenvalues of the Hessians of the parts of the loss, after training",
              .x_label = "number",
              .y_label = "eigenvalue",
              .log_x = true,
              .log_y = true});
    }
    return good ? 0 : 1;
}
