#include <lamina/kernel/residual_system.hpp>

#include <stdexcept>

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
    std::vector<double> const j(j_transposed.begin(), j_transposed.end());
    std::vector<double> products(n * n);
    linear_algebra::gram_of_columns(j, p, n, products);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k <= i; ++k)
            g[i * n + k] = g[k * n + i] = static_cast<Real>(products[i * n + k]);
}

template class residual_system<double>;
template class residual_system<float>;

}  // namespace lamina
