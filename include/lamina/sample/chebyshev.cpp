#include <lamina/sample/chebyshev.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/network/chebyshev.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/report/positive_count.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// The products of polynomials of each axis but the constant, functions first.
class chebyshev_space final : public trial_space {
public:
    chebyshev_space(chebyshev const& space, std::vector<double> const& lower, std::vector<double> const& upper,
                    std::vector<std::size_t> const& degree) {
        for (std::size_t i = 0; i < degree.size(); ++i) {
            axis_.emplace_back(std::span(lower).subspan(i, 1), std::span(upper).subspan(i, 1),
                               std::span(degree).subspan(i, 1));
            along_.push_back(space.along(i));
            products_ *= along_[i].size();
            with_constant_ = with_constant_ && along_[i].front() == 0;
        }
    }

    std::size_t size() const override { return products_ - constants(); }

    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override {
        std::size_t const count = points.size() / along_.size();
        expect_memory(fmt::format("chebyshev: {} functions at {} points", size(), count),
                      {static_cast<double>(size()), static_cast<double>(count)});
        auto const along = polynomials(points, times);
        auto out = xt::xtensor<double, 2>::from_shape({size(), count});
        default_pool().run(size(), [&](std::size_t k, std::size_t) {
            double* const to = out.data() + k * count;
            std::fill_n(to, count, 1.0);
            std::size_t left = k + constants();  // the constant is not among the functions
            for (std::size_t i = axis_.size(); i-- > 0; left /= along_[i].size()) {
                double const* const t = along[i].data() + left % along_[i].size() * count;
                for (std::size_t p = 0; p < count; ++p) to[p] *= t[p];
            }
        });
        return out;
    }

    /// Axis after axis: each point costs as many multiply-adds as there are functions, but no number of memory.
    xt::xtensor<double, 2> combined(std::span<double const> coefficients, std::span<double const> points,
                                    std::array<int, max_axes> const& times) const override {
        std::size_t const d = along_.size(), count = points.size() / d, outputs = coefficients.size() / size();
        auto out = xt::xtensor<double, 2>::from_shape({outputs, count});
        for (std::size_t first = 0; first < count; first += block) {
            std::size_t const points_here = std::min(block, count - first);
            auto const along = polynomials(points.subspan(first * d, points_here * d), times);
            for (std::size_t i = 0; i < outputs; ++i) {
                auto const here = contracted(coefficients.subspan(i * size(), size()), along, points_here);
                std::ranges::copy(here, row_of(out, i).data() + first);
            }
        }
        return out;
    }

private:
    static constexpr std::size_t block = 128;

    std::vector<chebyshev_basis> axis_;
    std::vector<std::vector<std::size_t>> along_;  // the degrees of each axis
    std::size_t products_ = 1;
    bool with_constant_ = true;

    [[nodiscard]] std::size_t constants() const { return with_constant_ ? 1 : 0; }
    /// Of each axis, shape (degrees, N)
    [[nodiscard]] std::vector<std::vector<double>> polynomials(std::span<double const> points,
                                                               std::array<int, max_axes> const& times) const {
        std::size_t const d = along_.size(), count = points.size() / d;
        std::vector<std::vector<double>> out;
        std::vector<double> x(count);
        for (std::size_t i = 0; i < d; ++i) {
            for (std::size_t p = 0; p < count; ++p) x[p] = points[p * d + i];
            auto const rows = axis_[i].derivative(x, std::span(times).subspan(i, 1));
            std::size_t const n = along_[i].size();
            auto& columns = out.emplace_back(n * count);
            for (std::size_t p = 0; p < count; ++p)
                for (std::size_t k = 0; k < n; ++k) columns[k * count + p] = rows(p, along_[i][k]);
        }
        return out;
    }
    /// The sum of coefficients times products, the last axis first
    [[nodiscard]] std::vector<double> contracted(std::span<double const> coefficients,
                                                 std::vector<std::vector<double>> const& along,
                                                 std::size_t count) const {
        std::size_t left = products_;
        std::vector<double> now;
        for (std::size_t i = axis_.size(); i-- > 0;) {
            std::size_t const n = along_[i].size();
            left /= n;
            std::vector<double> next(left * count, 0.0);
            for (std::size_t j = 0; j < left; ++j)
                for (std::size_t k = 0; k < n; ++k) {
                    std::size_t const at = j * n + k;
                    double const *const t = along[i].data() + k * count, *const c = now.data() + at * count;
                    double* const to = next.data() + j * count;
                    if (!now.empty())
                        for (std::size_t p = 0; p < count; ++p) to[p] += c[p] * t[p];
                    else if (at >= constants())  // the constant is not among the functions
                        for (std::size_t p = 0; p < count; ++p) to[p] += coefficients[at - constants()] * t[p];
                }
            now = std::move(next);
        }
        return now;
    }
};

/// The degree along an axis, and the parity; where a number of them does not fit the axes, `on` will throw
std::pair<std::size_t, parity> line_of(chebyshev const& space, std::size_t axis) {
    return {space.degrees[std::min(axis, space.degrees.size() - 1)],
            axis < space.only.size() ? space.only[axis] : parity::none};
}

}  // namespace

std::vector<std::size_t> chebyshev::along(std::size_t axis) const {
    auto const [degree, of] = line_of(*this, axis);
    std::vector<std::size_t> out;
    for (std::size_t n = of == parity::odd ? 1 : 0; n <= degree; n += of == parity::none ? 1 : 2) out.push_back(n);
    return out;
}

std::size_t chebyshev::functions(std::size_t axes) const {
    std::size_t out = 1;
    for (std::size_t i = 0; i < axes; ++i) {
        auto const [degree, of] = line_of(*this, i);
        out *= of == parity::none ? degree + 1 : of == parity::even ? degree / 2 + 1 : (degree + 1) / 2;
    }
    return std::ranges::find(only, parity::odd) == only.end() ? out : out + 1;
}

std::shared_ptr<trial_space const> chebyshev::on(box const& domain) const {
    std::size_t const axes = domain.dimension();
    std::vector<std::size_t> degree = degrees;
    if (degree.size() == 1) degree.resize(axes, degree[0]);
    if (degree.size() != axes)
        throw std::invalid_argument(fmt::format(
            "chebyshev: {} degrees for {} axes, expected one for all or one for each", degree.size(), axes));
    if (!only.empty() && only.size() != axes)
        throw std::invalid_argument(
            fmt::format("chebyshev: {} parities for {} axes, expected none or one for each", only.size(), axes));
    for (std::size_t const n : degree) expect_positive(n, "chebyshev: degree");
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < axes; ++i) lower.push_back(domain.lower(i)), upper.push_back(domain.upper(i));
    chebyshev_basis const all(lower, upper, degree);  // throws where there are too many
    if (functions(axes) < 2)
        throw std::invalid_argument("chebyshev: there is no function but the constant, expected higher degrees");
    return std::make_shared<chebyshev_space>(*this, lower, upper, degree);
}

}  // namespace lamina
