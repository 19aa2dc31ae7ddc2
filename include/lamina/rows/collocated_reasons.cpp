#include <cmath>
#include <numeric>

#include <lamina/rows/collocated_system.hpp>

// Why a row of a collocated system, or a derivative of it, is not finite.

namespace lamina {

namespace {

/// The points whose F make a row
template <class Real>
std::vector<std::size_t> points_of_row(point_set<Real> const& points, std::size_t row) {
    if (points.how() == combination::difference) return {row, row + points.rows()};
    if (points.how() == combination::each) return {row};
    std::vector<std::size_t> all(points.points());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

}  // namespace

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
    for (std::size_t const point : points_of_row(parts_[part]->points(), row)) {
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
