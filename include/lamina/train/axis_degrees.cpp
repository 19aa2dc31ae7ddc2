#include <lamina/train/axis_degrees.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <lamina/numerics/vector_sizes.hpp>

namespace lamina::solving {

axis_degrees::axis_degrees(std::vector<std::size_t> levels, std::size_t axes)
    : levels_(std::move(levels)), at_(axes, 0) {}

chebyshev axis_degrees::space() const {
    chebyshev out{levels_.front()};
    if (std::ranges::count(at_, at_.front()) == std::ssize(at_)) {
        out.degrees = {levels_[at_.front()]};
        return out;
    }
    out.degrees.clear();
    for (std::size_t const level : at_) out.degrees.push_back(levels_[level]);
    return out;
}

chebyshev axis_degrees::richer(std::size_t least) const {
    chebyshev out = space();
    for (std::size_t& n : out.degrees) n = std::max(n + n / 2, least);
    return out;
}

std::size_t axis_degrees::functions() const {
    std::size_t out = 1;
    for (std::size_t const level : at_) out *= levels_[level] + 1;
    return out;
}

std::size_t axis_degrees::left() const {
    return levels_.size() - *std::ranges::min_element(at_);
}

std::vector<double> axis_degrees::last_coefficients(std::span<double const> theta, std::size_t unknowns) const {
    std::size_t const products = functions(), size = products - 1;
    std::vector<double> out(at_.size(), 0.0);
    for (std::size_t k = 0; k < unknowns; ++k)
        for (std::size_t f = 1; f < products; ++f) {  // the constant is no function of its own
            std::size_t rest = f;
            for (std::size_t i = at_.size(); i-- > 0;) {
                std::size_t const degree = levels_[at_[i]], n = rest % (degree + 1);
                rest /= degree + 1;
                if (n + 2 > degree) out[i] = std::max(out[i], std::abs(theta[k * size + f - 1]));
            }
        }
    return out;
}

bool axis_degrees::rise(std::span<double const> theta, std::size_t unknowns) {
    auto const last = last_coefficients(theta, unknowns);
    double const most = *std::ranges::max_element(last), enough = 1e-11 * numerics::largest_of(theta);
    std::vector<std::size_t> next = at_;
    for (std::size_t i = 0; i < at_.size(); ++i) {
        bool const rises = most <= enough || last[i] > std::max(enough, 0.1 * most);
        if (rises && ++next[i] == levels_.size()) return false;
    }
    at_ = std::move(next);
    return true;
}

}  // namespace lamina::solving
