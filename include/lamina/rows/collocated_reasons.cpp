#include <cmath>

#include <lamina/rows/collocated_system.hpp>

// Why a row of a collocated system, or a derivative of it, is not finite.

namespace lamina {

/// The first that is not empty of reason(reading, residual, point, u) over the points of a row of a block, with the
/// block's name
template <class Real>
template <class Reason>
std::string collocated_system<Real>::first_reason(std::span<Real const> theta, std::size_t block, std::size_t row,
                                                  Reason&& reason) {
    std::size_t const part = part_of_[block];
    auto const& reading = parts_[part]->reading;
    if (!reading) return "";
    std::vector<double> u(reading->variables());
    for (std::size_t const point : parts_[part]->rows().points_of(row)) {
        parts_[part]->variables(layout_, theta.data(), point, work_.front(), u);
        if (std::string why = reason(*reading, block - first_block_[part], point, u); !why.empty())
            return "in " + blocks_[block].name + ": " + why;
    }
    return "";
}

template <class Real>
std::string collocated_system<Real>::why_not_finite(std::span<Real const> theta, std::span<Real const> residual) {
    for (std::size_t b = 0; b < blocks_.size(); ++b)
        for (std::size_t n = 0; n < blocks_[b].size; ++n) {
            if (std::isfinite(residual[blocks_[b].begin + n])) continue;
            std::string why =
                first_reason(theta, b, n, [](term_reading const& of, auto... at) { return of.why_value(at...); });
            return why.empty() ? residual_system<Real>::why_not_finite(theta, residual) : why;
        }
    std::string known = residual_system<Real>::why_not_finite(theta, residual);
    if (known.empty()) return known;
    for (std::size_t b = 0; b < blocks_.size(); ++b)
        for (std::size_t n = 0; n < blocks_[b].size; ++n)
            if (std::string why =
                    first_reason(theta, b, n, [](term_reading const& of, auto... at) { return of.why_slope(at...); });
                !why.empty())
                return why;
    return known;
}

template std::string collocated_system<double>::why_not_finite(std::span<double const>, std::span<double const>);
template std::string collocated_system<float>::why_not_finite(std::span<float const>, std::span<float const>);

}  // namespace lamina
