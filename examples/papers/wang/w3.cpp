// Wang, Teng, Perdikaris 2021, Table 3: W2's equation by networks of 30, 50 and 100 units in 3, 5 and 7 layers
#include "wang_methods.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(pi * x[0]) * sin(4 * pi * x[1]);
constexpr auto helmholtz = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, u == 0));
/// Twice the value: losses of four sides add up.
constexpr auto trained_on = problem(manufacture(lap(u) + u == 0, u, exact), on(boundary, 2 * u == 0));

struct table_line {
    double units, layers;
    std::array<double, 4> errors;  ///< by M1 to M4
};
constexpr std::array<table_line, 9> table_3{{{30, 3, {4.36e-1, 4.31e-2, 4.03e-2, 5.85e-3}},
                                             {50, 3, {1.94e-1, 1.44e-2, 2.12e-2, 3.30e-3}},
                                             {100, 3, {8.51e-2, 4.41e-3, 1.34e-2, 1.67e-3}},
                                             {30, 5, {4.19e-1, 1.47e-2, 3.22e-2, 4.05e-3}},
                                             {50, 5, {2.02e-1, 6.33e-3, 1.70e-2, 1.95e-3}},
                                             {100, 5, {1.31e-1, 4.00e-3, 1.01e-2, 1.29e-3}},
                                             {30, 7, {3.41e-1, 1.59e-2, 2.57e-2, 3.62e-3}},
                                             {50, 7, {1.97e-1, 6.44e-3, 1.69e-2, 2.03e-3}},
                                             {100, 7, {6.98e-2, 4.40e-3, 1.12e-2, 2.10e-3}}}};

int main(int argc, char** argv) {
    table_row w3("W3", argc, argv, {{"units", 50}, {"layers", 3}});
    auto const square = box({-1, -1}, {1, 1});
    auto const u_h = w3.solved([&] { return solve(helmholtz, square, w3.seed()); });
    bool const good = w3.of_l2(u_h, u, exact, 1e-10);
    std::array<double, 4> of_paper{1, 1, 1, 1};  // of networks that the table does not have
    for (table_line const& line : table_3)
        if (line.units == w3["units"] && line.layers == w3["layers"]) of_paper = line.errors;
    wang::run const size{static_cast<std::size_t>(w3["layers"]), static_cast<std::size_t>(w3["units"])};
    auto const by = [&](wang::method const& how) {
        return wang::trained(w3, how, size, trained_on, square, lambda{1}, wang::standardised(square, x[0], x[1]));
    };
    auto const error = [&](auto const& found) { return wang::error_of(found, exact); };
    return wang::compared(w3, of_paper, by, error) && good ? 0 : 1;
}
