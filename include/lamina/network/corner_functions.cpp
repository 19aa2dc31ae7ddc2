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

/// What does not depend on the power of a point: log z, and conj(z) / z
struct place {
    complex log_z, turn;
    explicit place(complex log_of_z) : log_z(log_of_z), turn(std::polar(1.0, -2 * log_of_z.imag())) {}
};

/// What does not depend on the point of a power that is differentiated
class differentiated {
public:
    differentiated(corner_power const& of, coefficients const& along)
        : alpha_(of.alpha),
          rest_(of.beta - static_cast<double>(along.size() - 1)),
          of_z_(derivatives(of.alpha, of.logs, along.size() - 1)) {
        std::size_t const order = along.size() - 1;
        auto const of_conjugate = derivatives(of.beta, 0, order);
        for (std::size_t k = 0; k <= order; ++k)
            for (complex& c : of_z_[k]) c *= along[k] * of_conjugate[order - k][0];
    }

    complex operator()(place const& at) const {
        complex sum = 0, of_z = std::exp(alpha_ * at.log_z + rest_ * std::conj(at.log_z));
        for (coefficients const& polynomial : of_z_) {
            sum += of_z * value(polynomial, at.log_z);
            of_z *= at.turn;
        }
        return sum;
    }

private:
    complex alpha_, rest_;
    std::vector<coefficients> of_z_;
};

}  // namespace

complex corner_power::derivative(complex log_z, std::array<complex, 2> const& slope, std::array<int, 2> times) const {
    return differentiated(*this, in_complex(slope, times))(place(log_z));
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
        std::vector<place> places;
        places.reserve(count);
        for (std::size_t p = 0; p < count; ++p) {
            complex const z = c.slope[0] * (points[2 * p] - c.at[0]) + c.slope[1] * (points[2 * p + 1] - c.at[1]);
            places.emplace_back(std::log(std::abs(z) > nearest ? z : complex(nearest)));
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
                complex const v = f(places[p]);
                to[p] = v.real();
                if (!real) to[count + p] = v.imag();
            }
        });
    }
    return out;
}

}  // namespace lamina
