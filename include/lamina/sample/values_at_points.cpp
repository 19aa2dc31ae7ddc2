#include <lamina/sample/values_at_points.hpp>

namespace lamina {

namespace {

/// to[p * m + i] = from(i, p)
void transpose(xt::xtensor<double, 2> const& from, double* to) {
    std::size_t const m = from.shape(0), count = from.shape(1);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t p = 0; p < count; ++p) to[p * m + i] = from.data()[i * count + p];
}

}  // namespace

xt::xtensor<double, 2> vectors_at_points(xt::xtensor<double, 2> const& components) {
    auto out = xt::xtensor<double, 2>::from_shape({components.shape(1), components.shape(0)});
    transpose(components, out.data());
    return out;
}

xt::xtensor<double, 3> matrices_at_points(xt::xtensor<double, 2> const& components, std::size_t n) {
    auto out = xt::xtensor<double, 3>::from_shape({components.shape(1), components.shape(0) / n, n});
    transpose(components, out.data());
    return out;
}

}  // namespace lamina
