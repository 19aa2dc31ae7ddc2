#include <lamina/rows/residual_system.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <lamina/numerics/products.hpp>
#include <lamina/rows/balance_row.hpp>

namespace lamina {

namespace {

void check_size(char const* method, char const* name, std::size_t size, std::size_t expected, char const* shape) {
    if (size != expected)
        throw std::invalid_argument(std::string(method) + ": " + name + " has " + std::to_string(size) +
                                    " numbers, expected " + shape + " = " + std::to_string(expected));
}

/// What is not finite, "nan" without the sign that it has by chance
template <class Real>
std::string told(Real v) {
    return std::isnan(v) ? "nan" : std::to_string(v);
}

/// In double, and rounded
template <class Real>
void gram_of_columns(std::vector<Real> const& a, std::size_t m, std::size_t n, std::span<Real> g) {
    if constexpr (std::is_same_v<Real, double>) {
        numerics::gram_of_columns(a, m, n, g);
    } else {
        std::vector<double> products(n * n);
        numerics::gram_of_columns(std::vector<double>(a.begin(), a.end()), m, n, products);
        std::transform(products.begin(), products.end(), g.begin(), [](double v) { return static_cast<Real>(v); });
    }
}

}  // namespace

template <class Real>
void residual_system<Real>::gram(std::span<Real const> theta, std::span<Real> g) {
    std::size_t const n = rows(), p = parameters();
    check_size("gram", "g", g.size(), n * n, "N * N");
    std::vector<Real> r(n), j_transposed(p * n);
    jacobian(theta, r, j_transposed);
    gram_of_columns(j_transposed, p, n, g);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < i; ++k) g[k * n + i] = g[i * n + k];
}

template <class Real>
void residual_system<Real>::balanced_gram(std::span<Real const> theta, std::span<Real const> w, std::span<Real> s,
                                          std::span<Real> g) {
    std::size_t const n = rows(), p = parameters();
    check_size("balanced_gram", "w", w.size(), n, "N");
    check_size("balanced_gram", "s", s.size(), p, "P");
    check_size("balanced_gram", "g", g.size(), n * n, "N * N");
    std::vector<Real> r(n), j_transposed(p * n);
    jacobian(theta, r, j_transposed);
    for (std::size_t q = 0; q < p; ++q) s[q] = balance_row(std::span(j_transposed).subspan(q * n, n), w);
    gram_of_columns(j_transposed, p, n, g);
}

template <class Real>
void residual_system<Real>::gauss_newton_times(std::span<Real const> theta, std::span<Real const> v,
                                               std::span<Real> out) {
    std::vector<Real> w(rows());
    jacobian_times(theta, v, w);
    for (residual_block const& block : blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) w[n] *= static_cast<Real>(block.weight());
    transposed_times(theta, w, out);
}

template <class Real>
std::string residual_system<Real>::why_not_finite(std::span<Real const> theta, std::span<Real const> residual) {
    for (residual_block const& block : blocks())
        for (std::size_t n = 0; n < block.size; ++n)
            if (Real const r = residual[block.begin + n]; !std::isfinite(r))
                return "in " + block.name + ": row " + std::to_string(n) + " is " + told(r);
    std::vector<Real> gradient(parameters());
    double const loss = loss_and_gradient(theta, gradient);
    for (std::size_t p = 0; p < gradient.size(); ++p)
        if (!std::isfinite(gradient[p]))
            return "the derivative of the loss in parameter " + std::to_string(p) + " is " + told(gradient[p]);
    return std::isfinite(loss) ? "" : "the rows are finite, the sum of their squares is not";
}

template <class Real>
std::string residual_system<Real>::why_not_finite(std::span<Real const> theta) {
    std::vector<Real> r(rows());
    residual(theta, r);
    return why_not_finite(theta, r);
}

template <class Real>
void residual_system<Real>::hessian_times(std::span<Real const>, std::span<Real const>, std::span<Real>) {
    throw std::invalid_argument("hessian_times: this system has no second derivatives");
}

template <class Real>
void residual_system<Real>::set_lambda(std::size_t, double) {
    throw std::invalid_argument("set_lambda: the weights of this system are fixed");
}

template <class Real>
void residual_system<Real>::resample(std::size_t seed) {
    take_points(seed);
    origin_ = {seed, nullptr};
    count_change();
}

template <class Real>
void residual_system<Real>::move_to(std::vector<double> points) {
    take_given(points);
    origin_ = {std::nullopt, std::make_shared<std::vector<double> const>(std::move(points))};
    count_change();
}

template <class Real>
void residual_system<Real>::take_points(std::size_t) {
    throw std::invalid_argument("resample: the points of this system are fixed");
}

template <class Real>
void residual_system<Real>::take_given(std::span<double const>) {
    throw std::invalid_argument("move_to: the points of this system are fixed");
}

template class residual_system<double>;
template class residual_system<float>;

}  // namespace lamina
