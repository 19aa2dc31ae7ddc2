#include <lamina/train/stuck.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <fmt/format.h>

namespace lamina {

std::string why_stuck(residual_system<double>& system, std::span<double const> theta) {
    constexpr char const* advice =
        "this is no minimum, but a start with weights that are all about 0 or an input that is "
        "constant; start from glorot(layout, seed)";
    constexpr double unmoved = 1e-8;   // of the residual, by a change of all parameters by 1
    constexpr double unheard = 1e-10;  // of what the parameter that is heard best does
    constexpr double least = 1e-6;     // share of the loss of rows that matter
    std::size_t const p = system.parameters();
    std::vector<double> r(system.rows()), signs(system.rows()), product(p);
    std::vector<bool> heard(p, false);
    std::mt19937_64 random(1);
    system.residual(theta, r);
    auto const squares_of = [&](residual_block const& block) {
        double squares = 0;
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) squares += r[n] * r[n];
        return squares;
    };
    double loss = 0;
    for (residual_block const& block : system.blocks()) loss += block.weight() * squares_of(block);
    for (residual_block const& block : system.blocks()) {
        std::fill(signs.begin(), signs.end(), 0.0);
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            signs[n] = (random() >> 63) != 0 ? 1.0 : -1.0;  // J^T of them is 0 only where J is
        system.transposed_times(theta, signs, product);
        double most = 0;
        for (double const x : product) most = std::max(most, std::abs(x));
        for (std::size_t q = 0; q < p; ++q) heard[q] = heard[q] || !(std::abs(product[q]) <= unheard * most);
        double const squares = squares_of(block);
        if (squares > 0 && block.weight() * squares > least * loss && most <= unmoved * std::sqrt(squares))
            return fmt::format("no parameter changes the rows of {}, whose residual stays at {:.3g} in the mean: {}",
                               block.name, std::sqrt(squares / static_cast<double>(block.size)), advice);
    }
    auto const silent = static_cast<std::size_t>(std::ranges::count(heard, false));
    return 2 * silent < p ? "" : fmt::format("{} of {} parameters change no row: {}", silent, p, advice);
}

}  // namespace lamina
