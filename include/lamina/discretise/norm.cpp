#include <lamina/discretise/norm.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/sample/points.hpp>

namespace lamina::norms {

namespace {

constexpr std::size_t most_points = std::size_t{1} << 20, block = 1 << 13;

/// Gauss' rule with four points on (0, 1)
constexpr std::array<double, 4> gauss_points{0.069431844202973712, 0.33000947820757187, 0.66999052179242813,
                                             0.93056815579702629};
constexpr std::array<double, 4> gauss_weights{0.17392742256872693, 0.32607257743127307, 0.32607257743127307,
                                              0.17392742256872693};

/// Points of (0, 1) and weights that add up to 1
struct line_rule {
    std::vector<double> points, weights;
};
line_rule gauss_on_cells(std::size_t cells) {
    line_rule out;
    for (std::size_t c = 0; c < cells; ++c)
        for (std::size_t k = 0; k < gauss_points.size(); ++k) {
            out.points.push_back((static_cast<double>(c) + gauss_points[k]) / static_cast<double>(cells));
            out.weights.push_back(gauss_weights[k] / static_cast<double>(cells));
        }
    return out;
}
/// The same with both ends, which no integral counts
line_rule with_ends(line_rule rule) {
    rule.points.insert(rule.points.begin(), 0.0), rule.points.push_back(1.0);
    rule.weights.insert(rule.weights.begin(), 0.0), rule.weights.push_back(0.0);
    return rule;
}

/// The sum over components of v^2 at points, shape (N,)
std::vector<double> squares(xt::xtensor<double, 2> const& values, std::size_t count) {
    std::vector<double> out(count, 0.0);
    for (std::size_t k = 0; k < values.size(); ++k) out[k % count] += values.data()[k] * values.data()[k];
    return out;
}

/// take(sum over components of v^2, weight, point) at all points of a tensor rule; the weights add up to 1
template <class Take>
void each_square(box const& domain, function const& v, line_rule const& along, Take&& take) {
    std::size_t const d = domain.dimension(), n = along.points.size();
    std::size_t all = 1;
    for (std::size_t i = 0; i < d; ++i) all *= n;
    std::vector<double> points, weights;
    for (std::size_t first = 0; first < all; first += block) {
        points.clear(), weights.clear();
        for (std::size_t p = first; p < std::min(all, first + block); ++p) {
            double weight = 1;
            for (std::size_t i = 0, rest = p; i < d; ++i, rest /= n) {
                points.push_back(domain.lower(i) + along.points[rest % n] * domain.length(i));
                weight *= along.weights[rest % n];
            }
            weights.push_back(weight);
        }
        auto const found = squares(v(points_view(points, d)), weights.size());
        for (std::size_t p = 0; p < found.size(); ++p)
            take(found[p], weights[p], std::span<double const>(points).subspan(p * d, d));
    }
}

/// The largest such sum near a point, by grids of 5 points along each axis, each half as wide as the one before
double largest_near(box const& domain, function const& v, std::vector<double> at, double part_of_domain) {
    std::size_t const d = domain.dimension();
    double most = 0;
    for (double part = part_of_domain; part > 1e-4 * part_of_domain; part /= 2) {
        std::vector<double> points;
        std::size_t all = 1;
        for (std::size_t i = 0; i < d; ++i) all *= 5;
        for (std::size_t p = 0; p < all; ++p)
            for (std::size_t i = 0, rest = p; i < d; ++i, rest /= 5) {
                double const off = (static_cast<double>(rest % 5) / 2 - 1) * part * domain.length(i);
                points.push_back(std::clamp(at[i] + off, domain.lower(i), domain.upper(i)));
            }
        auto const found = squares(v(points_view(points, d)), all);
        auto const best = std::ranges::max_element(found);
        most = std::max(most, *best);
        auto const from = points.begin() + (best - found.begin()) * static_cast<std::ptrdiff_t>(d);
        at.assign(from, from + static_cast<std::ptrdiff_t>(d));
    }
    return most;
}

/// find(points along each axis) until it settles
template <class Find>
double settled(box const& domain, double rounding, Find&& find) {
    std::size_t const d = domain.dimension();
    std::size_t cells = d == 1 ? 1024 : d == 2 ? 12 : 5;
    std::array<double, 3> last{find(cells), 0, 0};
    for (std::size_t round = 1;; ++round) {
        cells *= 2;
        if (std::pow(4.0 * static_cast<double>(cells), static_cast<double>(d)) > static_cast<double>(most_points))
            throw std::invalid_argument(fmt::format(
                "norm: {:.4g}, {:.4g} and {:.4g} at up to {} points along each of {} axes, expected to agree to "
                "0.3 %: the function varies on a finer scale",
                last[2], last[1], last[0], 2 * cells, d));
        last = {find(cells), last[0], last[1]};
        auto const close = [&](double a, double b) {
            return std::abs(a - b) <= std::max(3e-3 * std::abs(last[0]), rounding);
        };
        if (round >= 2 && close(last[0], last[1]) && close(last[1], last[2])) return last[0];
    }
}

/// The same at low-discrepancy points of equal weights, where tensor rules have too many
template <class Find>
double settled_at_points(box const& domain, function const& v, double rounding, Find&& find) {
    std::array<double, 3> last{};
    for (std::size_t n = 1 << 12; n <= most_points; n *= 2) {
        auto const points = interior_points(domain, lamina::points(n));
        last = {find(v(points_view(points)), n), last[0], last[1]};
        auto const close = [&](double a, double b) {
            return std::abs(a - b) <= std::max(3e-3 * std::abs(last[0]), rounding);
        };
        if (n >= (1 << 14) && close(last[0], last[1]) && close(last[1], last[2])) return last[0];
    }
    throw std::invalid_argument(
        fmt::format("norm: {} points in {} axes are not enough to agree to 0.3 %", most_points, domain.dimension()));
}

double volume(box const& domain) {
    double out = 1;
    for (std::size_t i = 0; i < domain.dimension(); ++i) out *= domain.length(i);
    return out;
}

}  // namespace

double root_of_squares(box const& domain, function const& v, double rounding) {
    if (domain.dimension() > 3)
        return std::sqrt(volume(domain)) *
               settled_at_points(domain, v, rounding, [](auto const& values, std::size_t n) {
                   double sum = 0;
                   for (double const s : squares(values, n)) sum += s / static_cast<double>(n);
                   return std::sqrt(sum);
               });
    return std::sqrt(volume(domain)) * settled(domain, rounding, [&](std::size_t cells) {
               double sum = 0;
               each_square(domain, v, gauss_on_cells(cells), [&](double s, double weight, auto) { sum += weight * s; });
               return std::sqrt(sum);
           });
}

double largest(box const& domain, function const& v, double rounding) {
    if (domain.dimension() > 3)
        return settled_at_points(domain, v, rounding, [](auto const& values, std::size_t n) {
            auto const all = squares(values, n);
            return std::sqrt(*std::ranges::max_element(all));
        });
    return settled(domain, rounding, [&](std::size_t cells) {
        double most = 0;
        std::vector<double> where(domain.dimension());
        for (std::size_t i = 0; i < where.size(); ++i) where[i] = domain.lower(i);
        each_square(domain, v, with_ends(gauss_on_cells(cells)), [&](double s, double, std::span<double const> at) {
            if (!(s > most)) return;
            most = s, where.assign(at.begin(), at.end());
        });
        return std::sqrt(std::max(most, largest_near(domain, v, where, 0.5 / static_cast<double>(cells))));
    });
}

}  // namespace lamina::norms
