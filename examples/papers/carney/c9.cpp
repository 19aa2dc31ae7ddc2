// Carney, Gangal, Kim, later version, 4.4: the loss of Darcy's equation times eps^2. The boundary is met better, and
// errors still grow as eps falls. The text has lost the paper's solution; here it is that of C7.
#include "carney_trials.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto darcy = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, exact), on(boundary, u == 0));

struct errors {
    double largest, at_ends;
};

int main(int argc, char** argv) {
    table_row c9("C9", argc, argv, {{"trials", 2}});
    auto const line = interval(-pi, pi);
    auto const u_h = c9.solved([&] { return solve(darcy, line, eps = 1.0 / 64, c9.seed()); });
    bool good = c9.of_maximum(u_h, u, exact, 1e-9, eps = 1.0 / 64);
    if (!c9.full()) return good ? 0 : 1;

    carney::run const how{
        {40, 40, 40}, 1024, {{10000, 1e-3}, {10000, 1e-4}, {10000, 1e-5}}, static_cast<std::size_t>(c9["trials"])};
    auto const found = [&](double small, bool rescaled) {
        auto const networks = carney::trained(c9, how, darcy, line, lambda{2},
                                              equation_weights{rescaled ? small * small : 1.0}, eps = small);
        auto const at = linear_points(-pi, pi, 1000);
        auto const mean = networks(at), known = tabulate(exact, at, eps = small);
        errors out{0, std::max(std::abs(mean.data()[0]), std::abs(mean.data()[999]))};
        for (std::size_t n = 0; n < 1000; ++n)
            out.largest = std::max(out.largest, std::abs(mean.data()[n] - known.data()[n]));
        return out;
    };
    double before = 0;
    for (int const inverse : {8, 16, 32, 64}) {
        auto const plain = found(1.0 / inverse, false),
                   rescaled = c9.solved([&] { return found(1.0 / inverse, true); });
        c9.named("eps = 1/" + std::to_string(inverse));
        c9.of_number("largest error at the ends, loss as it is", plain.at_ends, 0, INFINITY);
        good = c9.of_number("the same, times eps^2", rescaled.at_ends, 0, plain.at_ends) && good;
        c9.of_number("largest error, loss as it is", plain.largest, 0, INFINITY);
        good = c9.of_number("the same, times eps^2", rescaled.largest, before, INFINITY) && good;
        before = rescaled.largest;
    }
    return good ? 0 : 1;
}
