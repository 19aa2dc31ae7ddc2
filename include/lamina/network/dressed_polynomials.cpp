#include <lamina/network/dressed_polynomials.hpp>

#include <utility>

#include <fmt/format.h>
#include <Eigen/Dense>
#include <xtensor/xtensor.hpp>

#include <lamina/network/chebyshev.hpp>
#include <lamina/numerics/leibniz.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using index = Eigen::Index;

}  // namespace

dressed_polynomials::dressed_polynomials(std::shared_ptr<two_scale_expansion const> medium, int order,
                                         std::array<double, 2> lower, std::array<double, 2> upper, std::size_t degree)
    : medium_(std::move(medium)),
      order_(order),
      lower_(lower),
      upper_(upper),
      degree_(degree),
      first_(medium_->keeps_constants() ? 1 : 0) {}

template <class Use>
void dressed_polynomials::at_each(std::span<double const> points, std::array<int, max_axes> const& times,
                                  Use const& use) const {
    std::size_t const count = points.size() / 2, functions = degree_ + 1;
    std::array<std::vector<xt::xtensor<double, 2>>, 2> t;  // by axis and order of the derivative, shape (N, functions)
    for (std::size_t k : {0, 1}) {
        std::vector<double> x;
        for (std::size_t p = 0; p < count; ++p) x.push_back(points[2 * p + k]);
        chebyshev_basis const line(std::span(&lower_[k], 1), std::span(&upper_[k], 1), std::span(&degree_, 1));
        for (int n = 0; n <= order_ + times[k]; ++n) t[k].push_back(line.derivative(x, std::array{n}));
    }
    auto const derivatives = two_scale_expansion::derivatives(order_);
    auto const c = medium_->coefficients(points, {times[0], times[1]}, order_);
    default_pool().run(count, [&](std::size_t p, std::size_t) {
        row_major g = row_major::Zero(static_cast<index>(t[0].size()), static_cast<index>(t[1].size()));
        using orders = std::array<int, 2>;
        numerics::leibniz(orders{times[0], times[1]}, [&](orders const& of_c, orders const& of_p, double factor) {
            for (std::size_t k = 0; k < derivatives.size(); ++k)
                g(derivatives[k][0] + of_p[0], derivatives[k][1] + of_p[1]) +=
                    factor * c(static_cast<std::size_t>(of_c[0]), static_cast<std::size_t>(of_c[1]), p, k);
        });
        std::array<row_major, 2> at;
        for (std::size_t k : {0, 1}) {
            at[k].resize(static_cast<index>(t[k].size()), static_cast<index>(functions));
            for (std::size_t n = 0; n < t[k].size(); ++n)
                std::copy_n(t[k][n].data() + p * functions, functions, at[k].row(static_cast<index>(n)).data());
        }
        use(p, at[0], g, at[1]);
    });
}

xt::xtensor<double, 2> dressed_polynomials::derivative(std::span<double const> points,
                                                       std::array<int, max_axes> const& times) const {
    std::size_t const count = points.size() / 2;
    expect_memory(fmt::format("solve: {} functions at {} points", size(), count),
                  {static_cast<double>(size()), static_cast<double>(count)});
    auto out = xt::xtensor<double, 2>::from_shape({size(), count});
    at_each(points, times, [&](std::size_t p, row_major const& t0, row_major const& g, row_major const& t1) {
        row_major const all = t0.transpose() * (g * t1);
        for (std::size_t k = 0; k < size(); ++k) out(k, p) = all.data()[k + first_];
    });
    return out;
}

xt::xtensor<double, 2> dressed_polynomials::combined(std::span<double const> coefficients,
                                                     std::span<double const> points,
                                                     std::array<int, max_axes> const& times) const {
    std::size_t const count = points.size() / 2, outputs = coefficients.size() / size();
    auto const functions = static_cast<index>(degree_ + 1);
    auto out = xt::xtensor<double, 2>::from_shape({outputs, count});
    at_each(points, times, [&](std::size_t p, row_major const& t0, row_major const& g, row_major const& t1) {
        for (std::size_t i = 0; i < outputs; ++i) {
            row_major of = row_major::Zero(functions, functions);
            std::copy_n(coefficients.begin() + static_cast<std::ptrdiff_t>(i * size()), size(), of.data() + first_);
            out(i, p) = (t0 * of * t1.transpose()).cwiseProduct(g).sum();
        }
    });
    return out;
}

}  // namespace lamina
