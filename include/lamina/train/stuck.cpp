#include <lamina/train/stuck.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <fmt/format.h>

namespace lamina {

std::string why_stuck(residual_system<double>& system, std::span<double const> theta) {
    constexpr char const* advice =
        "this is no minimum, but a start with weights that are all 0 or an input that is "
        "constant; start from glorot(layout, seed)";
    std::size_t const p = system.parameters();
    std::vector<double> r(system.rows()), signs(system.rows()), product(p);
    std::vector<bool> heard(p, false);
    std::mt19937_64 random(1);
    system.residual(theta, r);
    for (residual_block const& block : system.blocks()) {
        std::fill(signs.begin(), signs.end(), 0.0);
        double squares = 0;
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) {
            signs[n] = (random() >> 63) != 0 ? 1.0 : -1.0;  // J^T of them is 0 only where J is
            squares += r[n] * r[n];
        }
        system.transposed_times(theta, signs, product);
        for (std::size_t q = 0; q < p; ++q) heard[q] = heard[q] || product[q] != 0;
        if (squares > 0 && std::ranges::all_of(product, [](double x) { return x == 0; }))
            return fmt::format("no parameter changes the rows of {}, whose residual stays at {:.3g} in the mean: {}",
                               block.name, std::sqrt(squares / static_cast<double>(block.size)), advice);
    }
    auto const silent = static_cast<std::size_t>(std::ranges::count(heard, false));
    return 2 * silent < p ? "" : fmt::format("{} of {} parameters change no row: {}", silent, p, advice);
}

}  // namespace lamina
