#include <lamina/network/wave_products.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/network/chebyshev.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

wave_products::wave_products(double lower, double upper, std::vector<modulated_wave> waves)
    : lower_(lower), upper_(upper), waves_(std::move(waves)) {
    if (!(lower < upper) || !std::isfinite(upper - lower) || waves_.empty() || waves_[0].number != 0)
        throw std::invalid_argument(fmt::format(
            "fast_waves: {} waves from {} to {}, expected lower < upper, and polynomials without a wave first",
            waves_.size(), lower, upper));
    for (modulated_wave const& wave : waves_) {
        bool const slow = &wave == &waves_[0];
        if (!slow && (!std::isfinite(wave.number) || wave.number == 0))
            throw std::invalid_argument(fmt::format(
                "fast_waves: wave number {}, expected a finite one that is not 0", wave.number));
        highest_ = std::max(highest_, wave.degree);
        functions_ += (slow ? 1 : 2) * (wave.degree + 1);
    }
    --functions_;  // the constant
}

xt::xtensor<double, 2> wave_products::derivative(std::span<double const> points,
                                                 std::array<int, max_axes> const& times) const {
    std::size_t const count = points.size(), all = highest_ + 1;
    auto const order = static_cast<std::size_t>(times[0]);
    std::array const lower{lower_}, upper{upper_};
    std::array const degree{std::max<std::size_t>(highest_, 1)};
    chebyshev_basis const slow(lower, upper, degree);
    std::vector<xt::xtensor<double, 2>> of_order;  // T_d differentiated j times, shape (N, degree + 1)
    for (std::size_t j = 0; j <= order; ++j)
        of_order.push_back(slow.derivative(points, std::array{static_cast<int>(j)}));
    expect_memory(fmt::format("fast_waves: {} functions at {} points", size(), count),
                  {static_cast<double>(size()), static_cast<double>(count)});
    auto out = xt::xtensor<double, 2>::from_shape({size(), count});
    default_pool().run(count, [&](std::size_t p, std::size_t) {
        std::size_t row = 0;
        std::vector<double> t(all);
        for (auto const& [number, degree_of_wave] : waves_) {
            bool const is_slow = number == 0;
            double const phase = number * points[p];
            for (int quarter : {0, -1}) {  // cos, and sin = cos turned back
                if (is_slow && quarter < 0) break;
                std::fill(t.begin(), t.end(), 0.0);
                double binomial =
                    1;  // Leibniz: sum over j of (order over j) T^(order - j) number^j cos(phase + j pi / 2)
                for (std::size_t j = 0; j <= order && (!is_slow || j == 0); ++j) {
                    auto const turns = (static_cast<int>(j) + quarter + 4) % 4;
                    double const turned = turns == 0   ? std::cos(phase)
                                          : turns == 1 ? -std::sin(phase)
                                          : turns == 2 ? -std::cos(phase)
                                                       : std::sin(phase);
                    double const factor = binomial * std::pow(number, static_cast<double>(j)) * turned;
                    double const* const of = of_order[order - j].data() + p * (degree[0] + 1);
                    for (std::size_t d = 0; d <= degree_of_wave; ++d) t[d] += factor * of[d];
                    binomial *= static_cast<double>(order - j) / static_cast<double>(j + 1);
                }
                for (std::size_t d = is_slow ? 1 : 0; d <= degree_of_wave; ++d) out(row++, p) = t[d];
            }
        }
    });
    return out;
}

}  // namespace lamina
