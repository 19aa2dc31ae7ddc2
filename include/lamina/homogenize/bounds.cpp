#include <lamina/homogenize/bounds.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <lamina/homogenize/gradient_basis.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/report/array_of.hpp>

namespace lamina {

namespace {

/// A at one point, as a matrix on gradients
using gradient_tensor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, 9, 9>;

std::vector<double> numbers(gradient_tensor const& a) {
    return {a.data(), a.data() + a.size()};
}

/// The largest entry, of which no square under- or overflows
double size_of(gradient_tensor const& a) {
    return a.cwiseAbs().maxCoeff();
}

gradient_tensor tensor_at(cell_equation const& cell, std::size_t p) {
    auto const rows = static_cast<long>(cell.components * cell.dimension);
    gradient_tensor out(rows, rows);
    for (long k = 0; k < out.size(); ++k) out.data()[k] = cell.tensor[static_cast<std::size_t>(k) * cell.points() + p];
    return out;
}

/// The moduli of an isotropic A: the number itself, or bulk and shear modulus. None if A is not isotropic.
std::optional<std::vector<double>> moduli_of(gradient_tensor const& a, std::size_t dimension) {
    auto const d = static_cast<long>(dimension);
    auto is_close = [&](gradient_tensor const& b) { return size_of(a - b) <= 1e-12 * size_of(a); };
    if (a.rows() == d) {
        if (is_close(a(0, 0) * gradient_tensor::Identity(d, d))) return std::vector{a(0, 0)};
        return {};
    }
    if (a.rows() != d * d || d == 1) return {};
    double const lambda = a(0, d + 1), mu = a(1, d);
    gradient_tensor b = gradient_tensor::Zero(d * d, d * d);
    for (long k = 0; k < d; ++k)
        for (long i = 0; i < d; ++i) {
            b(k * d + i, k * d + i) += mu;
            b(k * d + i, i * d + k) += mu;
            b(k * d + k, i * d + i) += lambda;
        }
    if (is_close(b)) return std::vector{lambda + 2 * mu / static_cast<double>(d), mu};
    return {};
}

/// The moduli at all points, shape (moduli, points).
using all_moduli = std::vector<std::vector<double>>;

/// (mean of 1 / (modulus + shift))^-1 - shift
double walpole(std::vector<double> const& modulus, double shift) {
    double sum = 0;
    for (double const v : modulus) {
        if (!(v + shift > 0)) return 0;
        sum += 1 / (v + shift);
    }
    return static_cast<double>(modulus.size()) / sum - shift;
}

std::vector<enclosure> hashin_shtrikman(all_moduli const& moduli, std::size_t dimension) {
    auto const d = static_cast<double>(dimension);
    auto bound = [&](std::size_t k, auto const& extreme) {
        if (moduli.size() == 1) return walpole(moduli[0], (d - 1) * extreme(moduli[0]));
        double const bulk = extreme(moduli[0]), shear = extreme(moduli[1]);
        if (k == 0) return walpole(moduli[0], 2 * (d - 1) / d * shear);
        double const above = shear * (d * bulk / 2 + (d + 1) * (d - 2) / d * shear);
        return walpole(moduli[1], shear > 0 ? above / (bulk + 2 * shear) : 0);
    };
    std::vector<enclosure> out;
    for (std::size_t k = 0; k < moduli.size(); ++k)
        out.push_back({bound(k, [](auto const& m) { return std::ranges::min(m); }),
                       bound(k, [](auto const& m) { return std::ranges::max(m); })});
    return out;
}

/// The largest basis of gradients that A sees at some point.
gradient_tensor basis_of(cell_equation const& cell) {
    auto const rows = static_cast<long>(cell.components * cell.dimension);
    xt::xtensor<double, 2> columns;
    for (std::size_t p = 0; p < cell.points() && static_cast<long>(columns.size()) < rows * rows; ++p) {
        auto seen = gradient_basis(cell, numbers(tensor_at(cell, p)));
        if (seen.size() > columns.size()) columns = std::move(seen);
    }
    return Eigen::Map<gradient_tensor const>(columns.data(), rows, static_cast<long>(columns.shape(1)));
}

}  // namespace

std::optional<effective_bounds> bounds_of(cell_equation const& cell) {
    if (!cell.transport.empty() || !cell.drift.empty()) return {};
    gradient_tensor const basis = basis_of(cell);
    long const rows = basis.rows(), count = basis.cols();
    gradient_tensor const identity = gradient_tensor::Identity(count, count);
    gradient_tensor mean = gradient_tensor::Zero(rows, rows), inverse = gradient_tensor::Zero(count, count);
    gradient_tensor before, its_inverse;
    bool singular = false, isotropic = true;
    all_moduli moduli;
    std::optional<std::vector<double>> here;
    for (std::size_t p = 0; p < cell.points(); ++p) {
        gradient_tensor const a = tensor_at(cell, p);
        if (p == 0 || a != before) {  // neighbours in an image are often equal
            if (size_of(a - a.transpose()) > 1e-12 * size_of(a)) return {};
            auto const factor = gradient_tensor(basis.transpose() * a * basis).ldlt();
            singular = singular || !factor.isPositive() || !(factor.vectorD().minCoeff() > 0);
            if (!singular) its_inverse = factor.solve(identity);
            if (isotropic) here = moduli_of(a, cell.dimension);
            isotropic = isotropic && here;
            before = a;
        }
        mean += a;
        if (!singular) inverse += its_inverse;
        if (isotropic) moduli.resize(here->size());
        for (std::size_t k = 0; k < moduli.size() && isotropic; ++k) moduli[k].push_back((*here)[k]);
    }
    auto const points = static_cast<double>(cell.points());
    gradient_tensor reuss = gradient_tensor::Zero(rows, rows);
    if (!singular) reuss = points * basis * inverse.inverse() * basis.transpose();
    return effective_bounds{array_of(numbers(reuss), static_cast<std::size_t>(rows)),
                            array_of(numbers(mean / points), static_cast<std::size_t>(rows)),
                            isotropic ? hashin_shtrikman(moduli, cell.dimension) : std::vector<enclosure>{}};
}

void check_bounds(effective_bounds const& bounds, std::span<double const> effective, double tolerance) {
    auto const rows = static_cast<long>(std::lround(std::sqrt(static_cast<double>(effective.size()))));
    auto matrix = [&](std::span<double const> a) {
        gradient_tensor const m = Eigen::Map<gradient_tensor const>(a.data(), rows, rows);
        return gradient_tensor((m + m.transpose()) / 2);
    };
    auto const lower = matrix(bounds.lower), upper = matrix(bounds.upper), found = matrix(effective);
    auto check = [&](gradient_tensor const& difference, char const* whose) {
        double const least =
            numerics::symmetric_eigenvalues(numbers(difference), static_cast<std::size_t>(rows)).back();
        if (least >= -tolerance * size_of(upper)) return;
        throw std::runtime_error(fmt::format(
            "the effective tensor is outside of its bounds: its distance to that of {} has the eigenvalue {:.6g}, "
            "expected >= 0: the cell problems are not solved",
            whose, least));
    };
    check(upper - found, "Voigt, the arithmetic mean,");
    check(found - lower, "Reuss, the harmonic mean,");
}

}  // namespace lamina
