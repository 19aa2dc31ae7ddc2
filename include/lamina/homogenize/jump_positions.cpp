#include <lamina/homogenize/jump_positions.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// Two neighbouring samples of function k on a line, between which it may jump
struct step {
    std::size_t line, k;
    double left, right, at_left, at_right;
};

/// The coefficients on the lines along one axis
class lines {
public:
    lines(cell_coefficients const& functions, std::span<double const> lengths, std::size_t along, std::size_t count,
          std::span<double const> rare)
        : of(functions),
          period(lengths),
          axis(along),
          scattered(count),
          through(scattered_points(count, period.size())) {
        for (std::size_t q = 0; q < rare.size(); ++q) {
            double const t = rare[q] / period[q % period.size()];
            through.push_back(t - std::floor(t));
        }
    }

    /// All functions at t of a line each, shape (functions, N)
    xt::xtensor<double, 2> at(std::vector<std::size_t> const& line, std::vector<double> const& t) const {
        std::size_t const d = period.size();
        std::vector<double> y(t.size() * d);
        for (std::size_t p = 0; p < t.size(); ++p)
            for (std::size_t i = 0; i < d; ++i)
                y[p * d + i] = period[i] * (i == axis ? t[p] : through[line[p] * d + i]);
        return of(y);
    }
    [[nodiscard]] std::size_t count() const { return through.size() / period.size(); }
    /// Where the rare point of a line is on it; none: the line is a scattered one
    [[nodiscard]] std::optional<double> rare_on(std::size_t line) const {
        return line < scattered ? std::nullopt : std::optional(through[line * period.size() + axis]);
    }

    /// Steps of more than a fiftieth of a function's range between n samples a line
    std::vector<step> steep_steps(std::size_t n, std::vector<double>& range) const {
        std::size_t const points = count() * n;
        std::vector<std::size_t> line(points);
        std::vector<double> t(points);
        for (std::size_t p = 0; p < points; ++p) {
            line[p] = p / n;
            t[p] = (static_cast<double>(p % n) + 0.5) / static_cast<double>(n);
        }
        for (std::size_t l = scattered; l < count(); ++l) {
            double const here = *rare_on(l);
            t[l * n + static_cast<std::size_t>(here * static_cast<double>(n))] = here;
        }
        auto const values = at(line, t);
        std::vector<step> out;
        for (std::size_t k = 0; k < of.size(); ++k) {
            auto const f = row_of(values, k);
            auto const [low, high] = std::ranges::minmax(f);
            range[k] = high - low > 1e-12 * std::max(std::abs(low), std::abs(high)) ? high - low : 0;
            for (std::size_t p = 0; p + 1 < points; ++p)
                if (line[p] == line[p + 1] && std::abs(f[p + 1] - f[p]) > 0.02 * range[k])
                    out.push_back({line[p], k, t[p], t[p + 1], f[p], f[p + 1]});
        }
        return out;
    }
    void bisect(std::vector<step>& steps) const {
        std::vector<std::size_t> line(steps.size());
        std::vector<double> middle(steps.size());
        for (std::size_t s = 0; s < steps.size(); ++s) {
            line[s] = steps[s].line;
            middle[s] = (steps[s].left + steps[s].right) / 2;
        }
        auto const values = at(line, middle);
        for (std::size_t s = 0; s < steps.size(); ++s) {
            step& here = steps[s];
            double const v = values(here.k, s);
            if (std::abs(v - here.at_left) > std::abs(here.at_right - v))
                here.right = middle[s], here.at_right = v;
            else
                here.left = middle[s], here.at_left = v;
        }
    }

private:
    cell_coefficients const& of;
    std::span<double const> period;
    std::size_t axis, scattered;
    std::vector<double> through;  // shape (lines, D)
};

}  // namespace

jumps_along jump_positions(cell_coefficients const& of, std::span<double const> period, std::span<double const> rare,
                           std::size_t axis) {
    constexpr std::array<std::size_t, 3> samples{1 << 16, 512, 128}, parallel{1, 24, 48};
    std::size_t const d = period.size();
    lines const all(of, period, axis, parallel[d - 1], rare);
    std::vector<double> range(of.size());
    auto steps = all.steep_steps(std::max(samples[d - 1], 8 * of.table_pixels(period)[axis]), range);
    if (steps.empty()) return {};
    for (int round = 0; round < 45; ++round) all.bisect(steps);
    std::erase_if(steps, [&](step const& s) { return !(std::abs(s.at_right - s.at_left) > 0.01 * range[s.k]); });
    jumps_along out;
    std::vector<double> before(all.count(), 1.0), after(before);  // from the rare point of a line to its next jumps
    for (step const& s : steps) {
        out.at.push_back(s.right);
        if (auto const here = all.rare_on(s.line)) {
            double const by = s.right - *here;
            before[s.line] = std::min(before[s.line], by > 0 ? 1 - by : -by);
            after[s.line] = std::min(after[s.line], by > 0 ? by : 1 + by);
        }
    }
    for (std::size_t l = 0; l < all.count(); ++l) out.thinnest = std::min(out.thinnest, before[l] + after[l]);
    std::ranges::sort(out.at);
    return out;
}

std::size_t intervals_between(std::vector<double> const& positions, std::size_t largest) {
    for (std::size_t n = 1; n <= largest; ++n)
        if (std::ranges::all_of(positions, [n](double t) {
                double const at = t * static_cast<double>(n);
                return std::abs(at - std::round(at)) < 1e-7;
            }))
            return n;
    return 0;
}

}  // namespace lamina
