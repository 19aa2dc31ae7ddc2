#include <lamina/report/array_of.hpp>

#include <algorithm>

namespace lamina {

xt::xtensor<double, 1> array_of(std::span<double const> numbers) {
    auto out = xt::xtensor<double, 1>::from_shape({numbers.size()});
    std::ranges::copy(numbers, out.data());
    return out;
}

xt::xtensor<double, 2> array_of(std::span<double const> numbers, std::size_t columns) {
    auto out = xt::xtensor<double, 2>::from_shape({numbers.size() / columns, columns});
    std::ranges::copy(numbers, out.data());
    return out;
}

}  // namespace lamina
