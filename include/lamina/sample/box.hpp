#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

#include <lamina/dsl/reject/refuse.hpp>

namespace lamina {

/// The set of points with lower_i <= x_i <= upper_i, in D dimensions: up to 10 of space, and time.
class box {
public:
    static constexpr std::size_t largest_dimension = 11;

    /// Throws std::invalid_argument if the corners have different sizes, none or more than 11 coordinates, are
    /// not finite, or lower_i >= upper_i.
    box(std::vector<double> lower_corner, std::vector<double> upper_corner);

    /// `box(0, 1)`, `box(0, 0, 1, 1)`: refused
    template <class... Ends>
        requires(sizeof...(Ends) > 1 && (std::is_arithmetic_v<Ends> && ...))
    explicit box(Ends...) {
            reject::refused_call<
                "box(number, number...): the lower and the upper corner are lists; write interval(0, 1), or "
                "box({0, 0}, {1, 1})",
                Ends...>();
    }

    [[nodiscard]] std::size_t dimension() const { return lower_.size(); }
    /// Of axis i; throw std::invalid_argument unless i < dimension().
    [[nodiscard]] double lower(std::size_t i) const { return lower_[axis(i)]; }
    [[nodiscard]] double upper(std::size_t i) const { return upper_[axis(i)]; }
    [[nodiscard]] double length(std::size_t i) const { return upper(i) - lower(i); }

private:
    std::vector<double> lower_, upper_;

    [[nodiscard]] std::size_t axis(std::size_t i) const;
};

/// lower <= x <= upper; throws as `box` does
box interval(double lower, double upper);
/// Of another number of ends: refused
template <class... Ends>
    requires(sizeof...(Ends) != 2)
auto interval(Ends const&...) {
    return reject::refused_call<"interval(...): an interval has two ends; write interval(0, 1)", Ends...>();
}
/// `interval({0, 1})`: refused
template <class End>
auto interval(std::initializer_list<End>) {
    return reject::refused_call<"interval({...}): an interval has two ends; write interval(0, 1)", End>();
}

}  // namespace lamina
