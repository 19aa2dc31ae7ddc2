#include <lamina/discretise/corner_exponents.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/network/corner_functions.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;
using matrix = std::vector<std::vector<complex>>;

/// The powers of an exponent
std::vector<corner_power> powers_of(complex mu, int order) {
    if (order == 2) return {{mu, 0.0}, {0.0, mu}};
    return {{mu, 0.0}, {mu - 1.0, 1.0}, {0.0, mu}, {1.0, mu - 1.0}};
}

complex determinant(matrix m) {
    complex out = 1;
    for (std::size_t k = 0; k < m.size(); ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k; i < m.size(); ++i)
            if (std::abs(m[i][k]) > std::abs(m[pivot][k])) pivot = i;
        if (pivot != k) std::swap(m[k], m[pivot]), out = -out;
        out *= m[k][k];
        if (m[k][k] == 0.0) return 0;
        for (std::size_t i = k + 1; i < m.size(); ++i) {
            complex const factor = m[i][k] / m[k][k];
            for (std::size_t j = k; j < m.size(); ++j) m[i][j] -= factor * m[k][j];
        }
    }
    return out;
}

/// The conditions of a sector on the powers of mu, at |z| = 1
class conditions {
public:
    explicit conditions(sector_problem const& of) : of_(of) {
        complex const somewhere(2.37, 0.61);
        for (std::size_t side = 0; side < 2; ++side) {
            matrix taken;
            for (principal_part const& condition : of.sides[side]) {
                auto row = row_of(condition, side, somewhere);
                double const before = norm(row);
                for (auto const& other : taken) {
                    complex along = 0;
                    for (std::size_t j = 0; j < row.size(); ++j) along += std::conj(other[j]) * row[j];
                    for (std::size_t j = 0; j < row.size(); ++j) row[j] -= along * other[j];
                }
                double const left = norm(row);
                if (!(left > 1e-8 * before)) continue;
                for (complex& entry : row) entry /= left;
                taken.push_back(std::move(row));
                rows_.push_back({&condition, side});
            }
            complete_ = complete_ && 2 * static_cast<int>(taken.size()) == of.order;
        }
    }
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] complex at(complex mu) const {
        matrix m;
        for (auto const& [condition, side] : rows_) m.push_back(row_of(*condition, side, mu));
        return determinant(std::move(m));
    }

private:
    sector_problem const& of_;
    std::vector<std::pair<principal_part const*, std::size_t>> rows_;
    bool complete_ = true;

    static double norm(std::vector<complex> const& row) {
        double sum = 0;
        for (complex const entry : row) sum += std::norm(entry);
        return std::sqrt(sum);
    }
    [[nodiscard]] std::vector<complex> row_of(principal_part const& condition, std::size_t side, complex mu) const {
        complex const log_z(0, side == 0 ? 0.0 : of_.angle);
        std::vector<complex> out;
        for (corner_power const& power : powers_of(mu, of_.order)) {
            complex sum = 0;
            for (int k = 0; k <= condition.order; ++k)
                if (double const c = condition.coefficient[static_cast<std::size_t>(k)]; c != 0)
                    sum += c * power.derivative(log_z, of_.slope, {condition.order - k, k});
            out.push_back(sum);
        }
        return out;
    }
};

/// A zero near `start`; NaN where Newton's method finds none
complex zero_from(conditions const& of, complex start) {
    constexpr double step = 1e-6;
    for (int k = 0; k < 60; ++k) {
        complex const slope = (of.at(start + step) - of.at(start - step)) / (2 * step);
        complex const change = of.at(start) / slope;
        if (!(std::abs(change) < 10)) break;
        start -= change;
        if (std::abs(change) < 1e-13 * (1 + std::abs(start))) return start;
        if (k == 59 && std::abs(change) < 1e-7) return start;  // a double zero
    }
    return NAN;
}

}  // namespace

std::optional<std::array<complex, 2>> principal_part::characteristic() const {
    double const first = coefficient.empty() ? 0 : coefficient.front();
    if (!(order == 2 || order == 4) || first == 0) return std::nullopt;
    double b = coefficient[1] / first, c = coefficient[2] / first;  // of 1 + b t + c t^2
    if (order == 4) {
        b /= 2, c = (c - b * b) / 2;
        double const rounding = 1e-8 * (1 + b * b + c * c);
        if (std::abs(2 * b * c - coefficient[3] / first) > rounding ||
            std::abs(c * c - coefficient[4] / first) > rounding)
            return std::nullopt;
    }
    double const discriminant = b * b - 4 * c;
    if (!(discriminant < 0)) return std::nullopt;
    return std::array{complex(1), complex(-b, std::sqrt(-discriminant)) / (2 * c)};
}

std::vector<complex> exponents_of(sector_problem const& problem, double highest) {
    constexpr double near = 1e-5;
    std::vector<complex> out;
    conditions const all(problem);
    if (!all.complete()) return out;
    for (double real = 0.1; real < highest + 0.5; real += 0.25)
        for (double const imaginary : {0.0, 0.4, 0.9, 1.5, 2.2}) {
            complex found = zero_from(all, {real, imaginary});
            found.imag(std::abs(found.imag()));
            if (found.imag() < near) found.imag(0);
            if (std::abs(found - std::round(found.real())) < near) found = std::round(found.real());
            if (!(found.real() >= 0 && found.real() <= highest)) continue;
            if (std::ranges::none_of(out, [&](complex other) { return std::abs(other - found) < near; }))
                out.push_back(found);
        }
    std::ranges::sort(out, {}, [](complex mu) { return mu.real(); });
    return out;
}

}  // namespace lamina
