#include <lamina/kernel/residual_system.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <lamina/linear_algebra/dense.hpp>

namespace lamina {

template <class Real>
void residual_system<Real>::gram(std::span<Real const> theta, std::span<Real> g) {
    std::size_t const n = rows(), p = parameters();
    if (g.size() != n * n)
        throw std::invalid_argument("gram: g has " + std::to_string(g.size()) + " numbers, expected N * N = " +
                                    std::to_string(n * n));
    std::vector<Real> r(n), j_transposed(p * n);
    jacobian(theta, r, j_transposed);
    if constexpr (std::is_same_v<Real, double>) {
        linear_algebra::gram_of_columns(j_transposed, p, n, g);
    } else {
        std::vector<double> products(n * n);
        linear_algebra::gram_of_columns(std::vector<double>(j_transposed.begin(), j_transposed.end()), p, n, products);
        std::transform(products.begin(), products.end(), g.begin(), [](double v) { return static_cast<Real>(v); });
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < i; ++k) g[k * n + i] = g[i * n + k];
}

template <class Real>
void residual_system<Real>::gauss_newton_times(std::span<Real const> theta, std::span<Real const> v,
                                               std::span<Real> out) {
    std::vector<Real> w(rows());
    jacobian_times(theta, v, w);
    for (residual_block const& block : blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n)
            w[n] *= static_cast<Real>(block.lambda / static_cast<double>(block.size));
    transposed_times(theta, w, out);
}

template <class Real>
void residual_system<Real>::hessian_times(std::span<Real const>, std::span<Real const>, std::span<Real>) {
    throw std::invalid_argument("hessian_times: this system has no second derivatives");
}

template class residual_system<double>;
template class residual_system<float>;

}  // namespace lamina
