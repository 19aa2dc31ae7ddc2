#include <lamina/sample/quadrature.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/sample/axis_weights.hpp>
#include <lamina/sample/scattered_weights.hpp>

namespace lamina {

namespace {

/// Weights of an average, and of coarse ones at the same points
struct rule {
    std::vector<double> weights;
    std::vector<std::vector<double>> coarse;
};

/// The weights, where value k is replaced for k = first, first + 3, ... by that of the polynomial through the eight
/// points beside it. The change is of sign (-1)^k around a kink or a jump, so that of `first` = 0, 1, 2 not all are
/// small, wherever it lies between its neighbours.
std::vector<double> without_every_third(std::vector<double> const& weights, std::vector<double> const& x, bool periodic,
                                        std::size_t first) {
    auto const n = static_cast<long>(x.size()), window = std::min(9L, n);
    auto const number = [&](long i) { return static_cast<std::size_t>((i + n) % n); };
    auto const at = [&](long i) { return x[number(i)] + (i < 0 ? -1 : i < n ? 0 : 1); };
    std::vector<double> out = weights;
    for (auto k = static_cast<long>(first); k < n; k += 3) {
        long const begin = periodic ? k - window / 2 : std::clamp(k - window / 2, 0L, n - window);
        double const w = weights[number(k)];
        out[number(k)] -= w;
        for (long j = begin; j < begin + window; ++j) {
            if (j == k) continue;
            double lagrange = 1;
            for (long i = begin; i < begin + window; ++i)
                if (i != j && i != k) lagrange *= (at(k) - at(i)) / (at(j) - at(i));
            out[number(j)] += w * lagrange;
        }
    }
    return out;
}

/// Of symmetric rules one that is exact for a degree less is the same rule: the coarse one drops two at least.
rule axis_rule(std::size_t n, bool clustered, bool periodic) {
    std::size_t const q = (n + 1) / 2, lower = n - std::min<std::size_t>(2, n - 1);
    std::vector<double> x(n);
    for (std::size_t k = 0; k < n; ++k) {
        auto const at = static_cast<double>(k), count = static_cast<double>(n);
        x[k] = clustered ? (1 - std::cos(std::numbers::pi * (at + 0.5) / count)) / 2 : (at + 1) / (count + 1);
    }
    rule out;
    if (clustered)
        out = {fejer_weights(n, n), {fejer_weights(n, std::min((2 * n + 2) / 3, lower))}};
    else if (periodic)
        out = {periodic_weights(n, q),
               {periodic_weights(n, std::min((2 * q + 2) / 3, std::max<std::size_t>(q, 2) - 1))}};
    else
        out = {open_weights(n, 6), {open_weights(n, std::min<std::size_t>(4, lower))}};
    for (std::size_t const first : {0, 1, 2})
        out.coarse.push_back(without_every_third(out.weights, x, periodic, first));
    return out;
}

/// Products of the rules of the axes, the last axis fastest
std::vector<double> product(std::vector<double> const& before, std::vector<double> const& axis) {
    std::vector<double> out;
    for (double const v : before)
        for (double const w : axis) out.push_back(v * w);
    return out;
}

rule grid_rule(std::vector<std::size_t> const& counts, bool clustered, std::vector<bool> const& periodic) {
    rule out{{1.0}, {{1.0}}};
    bool judged = true;  // fewer than 3 points along an axis bear no coarse rule
    for (std::size_t i = 0; i < counts.size(); ++i) {
        rule const axis = axis_rule(counts[i], clustered, periodic[i]);
        out.coarse[0] = product(out.coarse[0], axis.coarse[0]);  // of lower order along all axes
        for (std::size_t k = 1; k < out.coarse.size(); ++k) out.coarse[k] = product(out.coarse[k], axis.weights);
        for (std::size_t k = 1; k < axis.coarse.size(); ++k) out.coarse.push_back(product(out.weights, axis.coarse[k]));
        out.weights = product(out.weights, axis.weights);
        judged = judged && counts[i] >= 3;
    }
    if (!judged) out.coarse.clear();
    return out;
}

rule scattered_rule(box const& domain, point_list unit, std::vector<bool> const& periodic) {
    std::size_t const d = domain.dimension(), n = unit.size() / d;
    for (std::size_t k = 0; k < unit.size(); ++k) unit[k] = (unit[k] - domain.lower(k % d)) / domain.length(k % d);
    for (std::size_t degree = scattered_degree(n, periodic); degree > 0; --degree) {
        rule out{scattered_weights(unit, periodic, degree), {}};
        if (out.weights.empty()) continue;
        if (degree > 2) out.coarse.push_back(scattered_weights(unit, periodic, degree - 2));
        return out;
    }
    return {std::vector<double>(n, 1 / static_cast<double>(n)), {}};
}

}  // namespace

quadrature quadrature_points(box const& domain, point_choice const& choice, std::vector<bool> const& periodic) {
    using layout = point_choice::layout;
    std::size_t const d = domain.dimension();
    if (!periodic.empty() && periodic.size() != d)
        throw std::invalid_argument(fmt::format(
            "quadrature_points: periodic has {} entries, expected {}, one for each axis, or none", periodic.size(), d));
    std::vector<bool> const axes = periodic.empty() ? std::vector<bool>(d, false) : periodic;
    auto const at = interior_points(domain, choice);
    std::size_t const n = at.size() / d;
    bool const clustered = choice.how == layout::clustered;
    rule found{choice.weights, {}};
    if (clustered || choice.how == layout::grid || choice.is_equispaced(d))
        found = grid_rule(choice.counts, clustered, axes);
    else if (choice.how == layout::even)
        found = scattered_rule(domain, at, axes);
    else if (found.weights.empty())
        found.weights.assign(n, 1 / static_cast<double>(n));
    quadrature out{xt::xtensor<double, 2>::from_shape({n, d}), xt::xtensor<double, 1>::from_shape({n}),
                   xt::xtensor<double, 2>::from_shape({found.coarse.size(), n})};
    std::copy(at.begin(), at.end(), out.points.begin());
    std::copy(found.weights.begin(), found.weights.end(), out.weights.begin());
    for (std::size_t k = 0; k < found.coarse.size(); ++k)
        std::copy(found.coarse[k].begin(), found.coarse[k].end(), &out.coarse(k, 0));
    return out;
}

estimate mean_of(std::span<double const> values, quadrature const& over) {
    std::size_t const n = over.weights.size();
    if (values.size() != n || n == 0)
        throw std::invalid_argument(
            fmt::format("mean_of: {} values, expected one for each of the {} points of the "
                        "quadrature",
                        values.size(), n));
    double mean = 0, size = 0, squares = 0, differences = 0;
    for (std::size_t k = 0; k < n; ++k) {
        if (!std::isfinite(values[k]))
            throw std::invalid_argument(fmt::format("mean_of: value {} is {}, expected a finite number", k, values[k]));
        mean += over.weights[k] * values[k];
        size += std::abs(over.weights[k] * values[k]);
    }
    for (std::size_t r = 0; r < over.coarse.shape(0); ++r) {
        double difference = 0;
        for (std::size_t k = 0; k < n; ++k) difference += (over.weights[k] - over.coarse(r, k)) * values[k];
        differences += std::abs(difference);
    }
    double const rounding = 4 * std::numeric_limits<double>::epsilon() * size;
    if (over.coarse.size() > 0) return {mean, 2 * differences + rounding};
    if (n == 1) return {mean, std::numeric_limits<double>::infinity()};
    for (double const v : values) squares += (v - mean) * (v - mean);
    return {mean, std::sqrt(squares / (static_cast<double>(n) * static_cast<double>(n - 1))) + rounding};
}

}  // namespace lamina
