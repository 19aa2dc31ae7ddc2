#include <lamina/sample/box.hpp>

#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/report/digits.hpp>

namespace lamina {

box::box(std::vector<double> lower_corner, std::vector<double> upper_corner)
    : lower_(std::move(lower_corner)), upper_(std::move(upper_corner)) {
    if (lower_.size() != upper_.size() || lower_.empty() || lower_.size() > largest_dimension)
        throw std::invalid_argument(fmt::format("box: corners of {} and {} coordinates, expected 1 to 11 of each",
                                                lower_.size(), upper_.size()));
    for (std::size_t i = 0; i < lower_.size(); ++i)
        if (!(lower_[i] < upper_[i]) || !std::isfinite(lower_[i]) || !std::isfinite(upper_[i]))
            throw std::invalid_argument(fmt::format("box: side {} is from {} to {}, expected finite lower < upper", i,
                                                    digits(lower_[i]), digits(upper_[i])));
}

std::size_t box::axis(std::size_t i) const {
    if (i < dimension()) return i;
    throw std::invalid_argument(fmt::format("box: axis is {}, expected less than {}", i, dimension()));
}

box interval(double lower, double upper) {
    return {{lower}, {upper}};
}

}  // namespace lamina
