#include <lamina/network/corner_functions.hpp>

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <xtensor/xtensor.hpp>

#include <lamina/parallel/memory_limit.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;
/// The coefficients of a polynomial, lowest first
using coefficients = std::vector<complex>;

complex value(coefficients const& polynomial, complex at) {
    complex out = 0;
    for (std::size_t k = polynomial.size(); k-- > 0;) out = out * at + polynomial[k];
    return out;
}

/// Those of d_0^times[0] d_1^times[1] in the derivatives along z, k of them, and conj(z), times[0] + times[1] - k of
/// them
coefficients in_complex(std::array<complex, 2> const& slope, std::array<int, 2> times) {
    coefficients out{1};
    for (std::size_t i = 0; i < 2; ++i)
        for (int n = 0; n < times[i]; ++n) {
            coefficients next(out.size() + 1);
            for (std::size_t k = 0; k < out.size(); ++k)
                next[k + 1] += slope[i] * out[k], next[k] += std::conj(slope[i]) * out[k];
            out = std::move(next);
        }
    return out;
}

/// The polynomials p_0, p_1, ..., p_order with (z^alpha log(z)^logs)^(n) = z^(alpha - n) p_n(log z)
std::vector<coefficients> derivatives(complex alpha, int logs, std::size_t order) {
    coefficients first(static_cast<std::size_t>(logs) + 1);
    first.back() = 1;
    std::vector<coefficients> out{first};
    for (std::size_t n = 0; n < order; ++n) {
        coefficients next = out.back();
        for (std::size_t k = 0; k < next.size(); ++k) {
            next[k] *= alpha - static_cast<double>(n);
            if (k + 1 < next.size()) next[k] += static_cast<double>(k + 1) * out.back()[k + 1];
        }
        out.push_back(std::move(next));
    }
    return out;
}

/// What does not depend on the point of a power that is differentiated
class differentiated {
public:
    differentiated(corner_power const& of, coefficients const& along)
        : of_(of),
          along_(along),
          of_z_(derivatives(of.alpha, of.logs, along.size() - 1)),
          of_conjugate_(derivatives(of.beta, 0, along.size() - 1)) {}

    complex operator()(complex log_z) const {
        std::size_t const order = along_.size() - 1;
        complex const turn = std::polar(1.0, -2 * log_z.imag());  // conj(z) / z
        complex sum = 0, of_z = std::exp(of_.alpha * log_z + (of_.beta - static_cast<double>(order)) * std::conj(log_z));
        for (std::size_t k = 0; k <= order; ++k) {
            sum += along_[k] * of_z * value(of_z_[k], log_z) * of_conjugate_[order - k][0];
            of_z *= turn;
        }
        return sum;
    }

private:
    corner_power const& of_;
    coefficients const& along_;
    std::vector<coefficients> of_z_, of_conjugate_;
};

}  // namespace

complex corner_power::derivative(complex log_z, std::array<complex, 2> const& slope, std::array<int, 2> times) const {
    auto const along = in_complex(slope, times);
    return differentiated(*this, along)(log_z);
}

corner_functions::corner_functions(std::vector<singular_corner> corners) : corners_(std::move(corners)) {
    for (singular_corner const& c : corners_)
        for (corner_power const& power : c.powers) functions_ += static_cast<std::size_t>(power.functions());
}

xt::xtensor<double, 2> corner_functions::derivative(std::span<double const> points,
                                                    std::array<int, max_axes> const& times) const {
    constexpr double nearest = 1e-12;
    std::size_t const count = points.size() / 2;
    expect_memory(fmt::format("corners: {} functions at {} points", size(), count),
                  {static_cast<double>(size()), static_cast<double>(count)});
    auto out = xt::xtensor<double, 2>::from_shape({size(), count});
    std::size_t row = 0;
    for (singular_corner const& c : corners_) {
        std::vector<complex> logs(count);
        for (std::size_t p = 0; p < count; ++p) {
            complex const z = c.slope[0] * (points[2 * p] - c.at[0]) + c.slope[1] * (points[2 * p + 1] - c.at[1]);
            logs[p] = std::log(std::abs(z) > nearest ? z : complex(nearest));
        }
        auto const along = in_complex(c.slope, {times[0], times[1]});
        std::vector<std::size_t> rows;
        for (corner_power const& power : c.powers)
            rows.push_back(row), row += static_cast<std::size_t>(power.functions());
        default_pool().run(c.powers.size(), [&](std::size_t k, std::size_t) {
            differentiated const f(c.powers[k], along);
            bool const real = c.powers[k].functions() == 1;
            double* const to = out.data() + rows[k] * count;
            for (std::size_t p = 0; p < count; ++p) {
                complex const v = f(logs[p]);
                to[p] = v.real();
                if (!real) to[count + p] = v.imag();
            }
        });
    }
    return out;
}

}  // namespace lamina
