#include <lamina/sample/quadrature.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/sample/axis_weights.hpp>
#include <lamina/sample/scattered_weights.hpp>

namespace lamina {

namespace {

/// Weights of an average, and of a coarse one at the same points
struct rule {
    std::vector<double> weights, coarse;
};

rule axis_rule(std::size_t n, bool clustered, bool periodic) {
    if (clustered) return {fejer_weights(n, n), fejer_weights(n, (2 * n + 2) / 3)};
    std::size_t const q = (n + 1) / 2;
    if (periodic) return {periodic_weights(n, q), periodic_weights(n, (2 * q + 2) / 3)};
    return {open_weights(n, 6), open_weights(n, std::min<std::size_t>(4, n - 1))};
}

/// Products of the rules of the axes, the last axis fastest
void multiply(std::vector<double>& product, std::vector<double> const& axis) {
    std::vector<double> out;
    for (double const v : product)
        for (double const w : axis) out.push_back(v * w);
    product = std::move(out);
}

rule grid_rule(std::vector<std::size_t> const& counts, bool clustered, std::vector<bool> const& periodic) {
    rule out{{1.0}, {1.0}};
    bool judged = true;  // fewer than 3 points along an axis bear no coarse rule
    for (std::size_t i = 0; i < counts.size(); ++i) {
        rule const axis = axis_rule(counts[i], clustered, periodic[i]);
        multiply(out.weights, axis.weights);
        multiply(out.coarse, axis.coarse);
        judged = judged && counts[i] >= 3;
    }
    if (!judged) out.coarse.clear();
    return out;
}

rule scattered_rule(box const& domain, std::vector<double> unit, std::vector<bool> const& periodic) {
    std::size_t const d = domain.dimension(), n = unit.size() / d;
    for (std::size_t k = 0; k < unit.size(); ++k) unit[k] = (unit[k] - domain.lower(k % d)) / domain.length(k % d);
    for (std::size_t degree = scattered_degree(n, periodic); degree > 0; --degree) {
        rule out{scattered_weights(unit, periodic, degree), {}};
        if (out.weights.empty()) continue;
        if (degree > 2) out.coarse = scattered_weights(unit, periodic, degree - 2);
        return out;
    }
    return {std::vector<double>(n, 1 / static_cast<double>(n)), {}};
}

xt::xtensor<double, 1> array_of(std::vector<double> const& values) {
    auto out = xt::xtensor<double, 1>::from_shape({values.size()});
    std::copy(values.begin(), values.end(), out.begin());
    return out;
}

}  // namespace

quadrature quadrature_points(box const& domain, point_choice const& choice, std::vector<bool> const& periodic) {
    using layout = point_choice::layout;
    std::size_t const d = domain.dimension();
    if (!periodic.empty() && periodic.size() != d)
        throw std::invalid_argument(fmt::format(
            "quadrature_points: periodic has {} entries, expected {}, one for each axis, or none", periodic.size(), d));
    std::vector<bool> const axes = periodic.empty() ? std::vector<bool>(d, false) : periodic;
    std::vector<double> const at = interior_points(domain, choice);
    std::size_t const n = at.size() / d;
    bool const clustered = choice.how == layout::clustered;
    rule found{choice.weights, {}};
    if (clustered || choice.how == layout::grid || (choice.how == layout::even && d == 1))
        found = grid_rule(choice.counts, clustered, axes);
    else if (choice.how == layout::even)
        found = scattered_rule(domain, at, axes);
    else if (found.weights.empty())
        found.weights.assign(n, 1 / static_cast<double>(n));
    quadrature out{xt::xtensor<double, 2>::from_shape({n, d}), array_of(found.weights), array_of(found.coarse)};
    std::copy(at.begin(), at.end(), out.points.begin());
    return out;
}

estimate mean_of(std::span<double const> values, quadrature const& over) {
    std::size_t const n = over.weights.size();
    if (values.size() != n || n == 0)
        throw std::invalid_argument(
            fmt::format("mean_of: {} values, expected one for each of the {} points of the "
                        "quadrature",
                        values.size(), n));
    double mean = 0, coarse = 0, size = 0, squares = 0;
    for (std::size_t k = 0; k < n; ++k) {
        if (!std::isfinite(values[k]))
            throw std::invalid_argument(fmt::format("mean_of: value {} is {}, expected a finite number", k, values[k]));
        mean += over.weights[k] * values[k];
        size += std::abs(over.weights[k] * values[k]);
        if (over.coarse.size() == n) coarse += over.coarse[k] * values[k];
    }
    double const rounding = std::numeric_limits<double>::epsilon() * size;
    if (over.coarse.size() == n) return {mean, std::abs(mean - coarse) + rounding};
    if (n == 1) return {mean, std::numeric_limits<double>::infinity()};
    for (double const v : values) squares += (v - mean) * (v - mean);
    return {mean, std::sqrt(squares / (static_cast<double>(n) * static_cast<double>(n - 1))) + rounding};
}

}  // namespace lamina
