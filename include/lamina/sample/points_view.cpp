#include <lamina/sample/points_view.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace lamina {

point_list::point_list(std::span<double const> numbers, std::size_t columns) {
    if (columns == 0 || numbers.size() % columns != 0)
        throw std::invalid_argument(fmt::format(
            "point_list: {} numbers, expected a multiple of {} columns of each point", numbers.size(), columns));
    resize({numbers.size() / columns, columns});
    std::ranges::copy(numbers, data());
}

void points_view::take_columns(std::span<std::size_t const> shape) {
    if (shape.size() > 2)
        throw std::invalid_argument(fmt::format("points: an array with {} axes, expected shape (N, D)", shape.size()));
    if (shape.size() == 2) columns_ = shape[1];
}

std::span<double const> points_view::of(std::size_t columns, char const* reader) const {
    if (columns_ != 0 && columns_ != columns)
        throw std::invalid_argument(
            fmt::format("{}: points have {} coordinates each, expected {}", reader, columns_, columns));
    if (columns == 0 || numbers_.size() % columns != 0)
        throw std::invalid_argument(
            fmt::format("{}: points has {} numbers, expected a multiple of {}", reader, numbers_.size(), columns));
    for (std::size_t k = 0; k < numbers_.size(); ++k)
        if (!std::isfinite(numbers_[k]))
            throw std::invalid_argument(fmt::format("{}: coordinate {} of point {} is {}, expected a finite number",
                                                    reader, k % columns, k / columns, numbers_[k]));
    return numbers_;
}

}  // namespace lamina
