#include <lamina/homogenize/equal_parts.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lamina {

namespace {

std::vector<std::size_t> primes_below(std::size_t limit) {
    std::vector<std::size_t> out;
    for (std::size_t n = 2; n < limit; ++n)
        if (std::ranges::none_of(out, [n](std::size_t p) { return n % p == 0; })) out.push_back(n);
    return out;
}

/// m / (p parts), m no multiple of the prime p: with 1 / parts it generates 1 / (p parts). A translation far away, for
/// a short one would leave most points in the phase where they were.
double far_multiple(std::size_t p, std::size_t parts) {
    auto m = static_cast<std::size_t>(static_cast<double>(p * parts) / std::numbers::phi);
    if (m % p == 0) ++m;
    return static_cast<double>(m) / static_cast<double>(p * parts);
}

/// The coefficients at points of the unit cube, and what counts as equal there.
class translations {
public:
    translations(cell_coefficients const& functions, std::span<double const> lengths, std::size_t count,
                 std::span<double const> rare)
        : of(functions), period(lengths) {
        for (std::size_t q = 0; q < rare.size(); ++q) unit.push_back(rare[q] / period[q % period.size()]);
        auto const scattered = scattered_points(count, period.size());
        unit.insert(unit.end(), scattered.begin(), scattered.end());
        points = unit.size() / period.size();
        values = at(unit);
        for (std::size_t k = 0; k < of.size(); ++k) {
            double largest = 0;
            for (std::size_t p = 0; p < points; ++p) largest = std::max(largest, std::abs(values(k, p)));
            tolerance.push_back(1e-11 * largest);
        }
    }
    /// True if the first `count` points do not see a translation by `by` periods along an axis
    bool unseen(std::size_t axis, double by, std::size_t count) const {
        count = std::min(count, points);
        std::size_t const d = period.size();
        std::vector<double> moved(unit.begin(), unit.begin() + static_cast<std::ptrdiff_t>(count * d));
        for (std::size_t p = 0; p < count; ++p) {
            double const to = moved[p * d + axis] + by;
            moved[p * d + axis] = to - std::floor(to);
        }
        auto const there = at(moved);
        for (std::size_t k = 0; k < of.size(); ++k)
            for (std::size_t p = 0; p < count; ++p)
                if (!(std::abs(there(k, p) - values(k, p)) <= tolerance[k])) return false;
        return true;
    }
    bool unseen(std::size_t axis, double by) const {  // most translations are seen by few points
        for (std::size_t count = 64; count < points; count *= 8)
            if (!unseen(axis, by, count)) return false;
        return unseen(axis, by, points);
    }

private:
    cell_coefficients const& of;
    std::span<double const> period;
    std::vector<double> unit;  // shape (points, D)
    std::size_t points;
    xt::xtensor<double, 2> values;  // shape (functions, points)
    std::vector<double> tolerance;  // shape (functions,)

    [[nodiscard]] xt::xtensor<double, 2> at(std::vector<double> y) const {
        for (std::size_t q = 0; q < y.size(); ++q) y[q] *= period[q % period.size()];
        return of(y);
    }
};

}  // namespace

std::vector<std::size_t> equal_parts(cell_coefficients const& of, std::span<double const> period, std::size_t count,
                                     std::span<double const> rare) {
    std::size_t const d = period.size();
    translations const move(of, period, count, rare);
    std::size_t const most = count / 4;  // of what varies in few places the points see no translation
    std::vector<std::size_t> out;
    for (std::size_t axis = 0; axis < d; ++axis) {
        if (move.unseen(axis, 1 / std::numbers::phi) && move.unseen(axis, 1 / (std::numbers::pi * std::numbers::pi))) {
            out.push_back(0);
            continue;
        }
        std::size_t parts = 1;
        for (std::size_t const p : primes_below(d == 1 ? 4096 : 256))
            while (parts * p <= most && move.unseen(axis, far_multiple(p, parts))) parts *= p;
        out.push_back(parts);
    }
    return out;
}

}  // namespace lamina
