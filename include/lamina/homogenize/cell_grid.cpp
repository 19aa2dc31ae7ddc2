#include <lamina/homogenize/cell_grid.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/equal_parts.hpp>
#include <lamina/homogenize/jump_positions.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

bool cell_grid::is_aligned() const {
    return std::ranges::none_of(pixels, [](std::size_t n) { return n == 0; });
}
std::size_t cell_grid::varying() const {
    return static_cast<std::size_t>(std::ranges::count_if(parts, [](std::size_t n) { return n > 0; }));
}

cell_grid grid_of(cell_coefficients const& of, std::span<double const> period, bool whole) {
    constexpr std::array<std::size_t, 3> points{1 << 16, 16384, 32768}, most_pixels{1 << 17, 4096, 512};
    std::size_t const d = period.size(), enough = std::min<std::size_t>(8 * of.table_elements(), 1 << 21);
    auto const elements = of.table_pixels(period);
    cell_grid out;
    out.rare = of.rare(period);
    out.parts = equal_parts(of, period, std::max(points[d - 1], enough), out.rare);
    for (std::size_t i = 0; i < d; ++i) {
        if (whole) out.parts[i] = std::min<std::size_t>(out.parts[i], 1);
        if (elements[i] > 1) out.parts[i] = std::max<std::size_t>(out.parts[i], 1);
        out.period.push_back(period[i] / static_cast<double>(std::max<std::size_t>(out.parts[i], 1)));
    }
    auto const tables = of.table_pixels(out.period);
    for (std::size_t i = 0; i < d; ++i) {
        jumps_along found;
        if (of.may_jump() && out.parts[i] > 0) found = jump_positions(of, out.period, out.rare, i);
        out.jumps = out.jumps || !found.at.empty() || tables[i] > 1;
        std::size_t const pixels = std::lcm(intervals_between(found.at, most_pixels[d - 1]), tables[i]);
        out.pixels.push_back(pixels <= most_pixels[d - 1] ? pixels : 0);
        out.thinnest.push_back(found.thinnest);
        out.edges.push_back(std::move(found.at));
    }
    return out;
}

void check_period(cell_coefficients const& of, std::span<double const> period) {
    std::size_t const d = period.size(), count = 64;
    auto y = scattered_points(count, d);
    for (std::size_t q = 0; q < y.size(); ++q) y[q] *= period[q % d];
    auto const here = of(y);
    for (std::size_t i = 0; i < d; ++i) {
        auto moved = y;
        for (std::size_t p = 0; p < count; ++p) moved(p, i) += period[i];
        auto const there = of(moved);
        for (std::size_t k = 0; k < of.size(); ++k) {
            double largest = 0;
            for (std::size_t p = 0; p < count; ++p) largest = std::max(largest, std::abs(here(k, p)));
            for (std::size_t p = 0; p < count && !of.is_piecewise(k); ++p) {
                double const f = here(k, p), g = there(k, p);
                if (std::abs(f - g) <= 1e-9 * largest) continue;
                auto const at = [&](point_list const& points) {
                    return fmt::format("({:.6g})", fmt::join(row_of(points, p), ", "));
                };
                throw std::invalid_argument(fmt::format(
                    "{} is not periodic with period {:.6g} along axis {}: at y = {} it is {:.6g}, at y = {} it "
                    "is {:.6g}; give its own period, as period(2 * pi) for cos(y)",
                    of.name(k), period[i], i, at(y), f, at(moved), g));
            }
        }
    }
}

}  // namespace lamina
