// Carney, Gangal, Kim 2022, 2.2: the frequency principle. While a network is trained on Poisson's equation, the error
// falls at low frequencies first.
#include "table_row.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto exact = sin(x) + sin(5 * x) / 25 + sin(15 * x) / 225 + sin(55 * x) / 3025;
constexpr auto poisson = problem(-lap(u) == sin(x) + sin(5 * x) + sin(15 * x) + sin(55 * x), on(boundary, u == 0));
constexpr std::array<std::size_t, 4> frequencies{1, 5, 15, 55};

/// At 512 points of a period
std::vector<double> amplitudes(auto const& values) {
    auto const all = dft_amplitudes({values.data(), values.size()});
    std::vector<double> out;
    for (std::size_t const k : frequencies) out.push_back(all[k]);
    return out;
}

int main(int argc, char** argv) {
    table_row c1("C1", argc, argv, {{"iterations", 60000}});
    auto const u_h = c1.solved([&] { return solve(poisson, interval(-pi, pi), c1.seed()); });
    bool good = c1.of_maximum(u_h, u, exact, 1e-10);
    if (!c1.full()) return good ? 0 : 1;

    point_list period(512, 1);
    for (std::size_t n = 0; n < 512; ++n) period(n, 0) = -pi + 2 * pi * static_cast<double>(n) / 512;
    auto const known = tabulate(exact, period);
    array_history errors("error");
    c1.solved([&] {
        auto model = collocate(poisson, interval(-pi, pi), mlp({60, 60, 60, 60}), points(512), lambda{100});
        auto const start = glorot(model.layout(), c1.seed().value, {.bias_scale = 0});
        return train(model, start, adam(), {.iterations = static_cast<std::size_t>(c1["iterations"])},
                     every(50, errors.of([&](auto const& now) {
                         auto off = now.solution()(period);
                         for (std::size_t n = 0; n < 512; ++n) off.data()[n] -= known.data()[n];
                         return amplitudes(off);
                     })));
    });
    auto const smooth = errors.rolling_mean(50);
    auto const iterations = errors.iterations();
    auto const whole = amplitudes(known);
    std::vector<curve> curves;
    double before = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        std::vector<double> relative;
        double first = iterations.back() + 1;  // iteration at which it is below a tenth
        for (std::size_t t = 0; t < smooth.shape(0); ++t) {
            relative.push_back(smooth(t, i) / whole[i]);
            if (relative.back() < 0.1) first = std::min(first, iterations[t]);
        }
        curves.push_back({"frequency " + std::to_string(frequencies[i]), iterations, relative});
        c1.named("frequency " + std::to_string(frequencies[i]));
        good = c1.of_number("iterations to a tenth of the error", first, before, INFINITY) && good;
        before = first;
    }
    if (!c1.picture().empty())
        plot(c1.picture(), curves,
             {.title = "C1: the error of a network falls at low frequencies first",
              .x_label = "iteration",
              .y_label = "error / amplitude of the solution",
              .log_y = true});
    return good ? 0 : 1;
}
