#include <lamina/train/axis_degrees.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include <lamina/numerics/vector_sizes.hpp>

namespace lamina::solving {

namespace {

/// Calls f(n, at) for each product but the constant: its degrees along the axes, and its number in theta of one unknown
void for_each_product(chebyshev const& space, std::size_t axes, auto const& f) {
    std::vector<std::vector<std::size_t>> along;
    std::size_t products = 1;
    for (std::size_t i = 0; i < axes; ++i) along.push_back(space.along(i)), products *= along[i].size();
    std::size_t const first = space.functions(axes) == products ? 1 : 0;
    std::vector<std::size_t> n(axes);
    for (std::size_t k = first; k < products; ++k) {
        for (std::size_t i = axes, rest = k; i-- > 0; rest /= along[i].size()) n[i] = along[i][rest % along[i].size()];
        f(n, k - first);
    }
}

}  // namespace

axis_degrees::axis_degrees(std::vector<std::size_t> levels, std::size_t axes)
    : levels_(std::move(levels)), at_(axes, 0), only_(axes, parity::none) {}

bool axis_degrees::has_parity() const {
    return std::ranges::any_of(only_, [](parity of) { return of != parity::none; });
}

chebyshev axis_degrees::whole_space() const {
    chebyshev out{levels_.front()};
    if (std::ranges::count(at_, at_.front()) == std::ssize(at_)) {
        out.degrees = {levels_[at_.front()]};
        return out;
    }
    out.degrees.clear();
    for (std::size_t const level : at_) out.degrees.push_back(levels_[level]);
    return out;
}

chebyshev axis_degrees::space() const {
    chebyshev out = whole_space();
    if (has_parity()) out.only = only_;
    return out;
}

chebyshev axis_degrees::richer(std::size_t least) const {
    chebyshev out = whole_space();
    for (std::size_t& n : out.degrees) n = std::max(n + n / 2, least);
    return out;
}

std::size_t axis_degrees::functions() const {
    return whole_space().functions(at_.size());
}

std::size_t axis_degrees::left() const {
    return levels_.size() - *std::ranges::min_element(at_);
}

std::vector<double> axis_degrees::last_coefficients(std::span<double const> theta, std::size_t unknowns) const {
    chebyshev const of = space();
    std::size_t const axes = at_.size(), size = of.functions(axes) - 1;
    std::vector<double> out(axes, 0.0);
    for_each_product(of, axes, [&](std::span<std::size_t const> n, std::size_t at) {
        for (std::size_t k = 0; k < unknowns; ++k)
            for (std::size_t i = 0; i < axes; ++i)
                if (n[i] + 2 > levels_[at_[i]]) out[i] = std::max(out[i], std::abs(theta[k * size + at]));
    });
    return out;
}

std::vector<parity> axis_degrees::parities_of(std::span<double const> theta, std::size_t unknowns) const {
    constexpr double small = 1e-11;
    std::size_t const axes = at_.size(), size = functions() - 1;
    std::vector<double> even(axes, 0.0), odd(axes, 0.0);
    for (std::size_t k = 0; k < unknowns; ++k)  // the constants stand behind all functions
        for (double& e : even) e = std::max(e, std::abs(theta[unknowns * size + k]));
    for_each_product(whole_space(), axes, [&](std::span<std::size_t const> n, std::size_t at) {
        for (std::size_t k = 0; k < unknowns; ++k)
            for (std::size_t i = 0; i < axes; ++i) {
                double& largest = n[i] % 2 == 0 ? even[i] : odd[i];
                largest = std::max(largest, std::abs(theta[k * size + at]));
            }
    });
    std::vector<parity> out;
    for (std::size_t i = 0; i < axes; ++i)
        out.push_back(odd[i] <= small * even[i]   ? parity::even
                      : even[i] <= small * odd[i] ? parity::odd
                                                  : parity::none);
    return out;
}

bool axis_degrees::rise(std::span<double const> theta, std::size_t unknowns, bool mirrored) {
    auto const last = last_coefficients(theta, unknowns);
    double const most = *std::ranges::max_element(last), enough = 1e-11 * numerics::largest_of(theta);
    std::vector<std::size_t> next = at_;
    for (std::size_t i = 0; i < at_.size(); ++i) {
        bool const rises = most <= enough || last[i] > std::max(enough, 0.1 * most);
        if (rises && ++next[i] == levels_.size()) return false;
    }
    if (mirrored && !has_parity()) only_ = parities_of(theta, unknowns);
    at_ = std::move(next);
    return true;
}

}  // namespace lamina::solving
