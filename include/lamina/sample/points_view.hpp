#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include <xtensor/xtensor.hpp>

namespace lamina {

/// Points, shape (N, columns): at(n, i) is coordinate i of point n, and at[k], as of a std::vector, number k of all of
/// them row by row.
class point_list : public xt::xtensor<double, 2> {
public:
    /// Of numbers that are to be set
    point_list(std::size_t count, std::size_t columns) { resize({count, columns}); }
    /// Throws std::invalid_argument unless `columns`, 1 or more, divides how many numbers there are.
    point_list(std::span<double const> numbers, std::size_t columns);

    [[nodiscard]] double operator[](std::size_t k) const { return data()[k]; }
    [[nodiscard]] double& operator[](std::size_t k) { return data()[k]; }
    operator std::vector<double>() const { return {begin(), end()}; }
};

/// Borrowed points, row by row: what functions of points take. Of arrays of shape (N, columns), xt::xtensor<double, 2>
/// and point_list, it knows the number of columns; flat numbers have as many as the reader needs.
class points_view {
public:
    points_view(std::span<double const> numbers, std::size_t columns) : numbers_(numbers), columns_(columns) {}
    /// Throws std::invalid_argument for an array with more than two axes.
    template <class Numbers>
    requires(std::convertible_to<Numbers const&, std::span<double const>> && !std::same_as<Numbers, points_view>)
        points_view(Numbers const& numbers)
        : numbers_(numbers) {  // not explicit: any array of points is a view of points
        if constexpr (requires { numbers.shape(); }) take_columns(numbers.shape());
    }

    [[nodiscard]] std::span<double const> numbers() const { return numbers_; }
    /// Of each point; 0: as many as the reader needs
    [[nodiscard]] std::size_t columns() const { return columns_; }

    /// The numbers of points that have `columns` coordinates each. Throws std::invalid_argument, in the name of
    /// `reader`, if they have another number, and for one that is not finite, with its point.
    [[nodiscard]] std::span<double const> of(std::size_t columns, char const* reader) const;

private:
    void take_columns(std::span<std::size_t const> shape);

    std::span<double const> numbers_;
    std::size_t columns_ = 0;
};

}  // namespace lamina
