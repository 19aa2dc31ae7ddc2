#include <lamina/sample/values_at_points.hpp>

namespace lamina {

namespace {

/// to[p * m + i] = from[i * N + p]
void transpose(std::span<double const> from, std::size_t m, double* to) {
    std::size_t const count = from.size() / m;
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t p = 0; p < count; ++p) to[p * m + i] = from[i * count + p];
}

}  // namespace

xt::xtensor<double, 2> vectors_at_points(std::span<double const> components, std::size_t m) {
    auto out = xt::xtensor<double, 2>::from_shape({components.size() / m, m});
    transpose(components, m, out.data());
    return out;
}

xt::xtensor<double, 3> matrices_at_points(std::span<double const> components, std::size_t m, std::size_t n) {
    auto out = xt::xtensor<double, 3>::from_shape({components.size() / (m * n), m, n});
    transpose(components, m * n, out.data());
    return out;
}

}  // namespace lamina
