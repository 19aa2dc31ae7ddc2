#include "finite_differences.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <Eigen/SparseLU>

namespace {

constexpr std::size_t common = 32;  // squares along an axis
/// How often they are divided
std::vector<std::size_t> refined(bool quick) {
    return quick ? std::vector<std::size_t>{2, 3, 4} : std::vector<std::size_t>{2, 3, 4, 5};
}

/// Values at the inner nodes of n x n squares, found by Newton's method
class differences {
public:
    explicit differences(std::size_t n)
        : n_(n), m_(n - 1), h_(1 / static_cast<double>(n)), v_(m_ * m_, 0.0), r_(at(m_ * m_)) {}
    virtual ~differences() = default;

    void solve() {
        for (int step = 0; step < 30; ++step) {
            entries_.clear();
            for (std::size_t i = 1; i <= m_; ++i)
                for (std::size_t j = 1; j <= m_; ++j) linearise((i - 1) * m_ + j - 1, i, j);
            if (take_step() < 1e-12) return;
        }
        throw std::runtime_error("reference: Newton's method has not converged");
    }
    [[nodiscard]] double at(std::size_t i, std::size_t j) const {
        auto const [sign, a, b] = inside(i, j);
        return (sign == 0 ? 0 : v_[(a - 1) * m_ + b - 1]) + (j == n_ + 1 ? beyond(i) : 0);
    }
    [[nodiscard]] double right(std::size_t i, std::size_t j) const { return at(i + 1, j) - at(i - 1, j); }
    [[nodiscard]] double up(std::size_t i, std::size_t j) const { return at(i, j + 1) - at(i, j - 1); }
    /// h^2 times it
    [[nodiscard]] double laplacian(std::size_t i, std::size_t j) const {
        return at(i + 1, j) + at(i - 1, j) + at(i, j + 1) + at(i, j - 1) - 4 * at(i, j);
    }
    [[nodiscard]] double h() const { return h_; }

protected:
    double& residual(std::size_t row) { return r_[at(row)]; }
    /// d / d at(i, j) of a row
    void add(std::size_t row, std::size_t i, std::size_t j, double value) {
        auto const [sign, a, b] = inside(i, j);
        if (sign != 0) entries_.emplace_back(at(row), at((a - 1) * m_ + b - 1), value);
    }
    void add_laplacian(std::size_t row, std::size_t i, std::size_t j, double value) {
        add(row, i + 1, j, value), add(row, i - 1, j, value), add(row, i, j + 1, value), add(row, i, j - 1, value);
        add(row, i, j, -4 * value);
    }

private:
    std::size_t n_, m_;
    double h_;
    std::vector<double> v_;
    Eigen::VectorXd r_;
    std::vector<Eigen::Triplet<double>> entries_;  // what is added up to the Jacobian

    static Eigen::Index at(std::size_t k) { return static_cast<Eigen::Index>(k); }

    virtual void linearise(std::size_t row, std::size_t i, std::size_t j) = 0;
    /// What a node beyond the side x1 == 1 is more than its mirror image
    [[nodiscard]] virtual double beyond(std::size_t) const { return 0; }

    /// The node of which (i, j), at most one beyond a side, is the image; none on a side
    struct image {
        int sign;
        std::size_t i, j;
    };
    [[nodiscard]] image inside(std::size_t i, std::size_t j) const {
        if (i + 1 == 0) i = 1;
        if (j + 1 == 0) j = 1;
        if (i == n_ + 1) i = n_ - 1;
        if (j == n_ + 1) j = n_ - 1;
        return {i == 0 || j == 0 || i == n_ || j == n_ ? 0 : 1, i, j};
    }
    /// Returns the largest change
    double take_step() {
        Eigen::SparseMatrix<double> jacobian(r_.size(), r_.size());
        jacobian.setFromTriplets(entries_.begin(), entries_.end());
        Eigen::SparseLU<Eigen::SparseMatrix<double>> factors(jacobian);
        if (factors.info() != Eigen::Success) throw std::runtime_error("reference: " + factors.lastErrorMessage());
        Eigen::VectorXd const change = factors.solve(r_);
        for (std::size_t k = 0; k < v_.size(); ++k) v_[k] -= change[at(k)];
        return change.lpNorm<Eigen::Infinity>();
    }
};

class cavity final : public differences {
public:
    cavity(std::size_t n, double Re, std::function<double(double)> const& lid) : differences(n), c_(Re / 4), lid_(lid) {
        solve();
    }

private:
    double c_;
    std::function<double(double)> const& lid_;

    double beyond(std::size_t i) const override { return 2 * h() * lid_(static_cast<double>(i) * h()); }
    /// h^4 times the equation
    void linearise(std::size_t row, std::size_t i, std::size_t j) override {
        double const of_right = laplacian(i + 1, j) - laplacian(i - 1, j);
        double const of_up = laplacian(i, j + 1) - laplacian(i, j - 1);
        double const u = c_ * up(i, j), v = c_ * right(i, j);
        residual(row) = laplacian(i + 1, j) + laplacian(i - 1, j) + laplacian(i, j + 1) + laplacian(i, j - 1) -
                        4 * laplacian(i, j) - u * of_right + v * of_up;
        add_laplacian(row, i + 1, j, 1 - u), add_laplacian(row, i - 1, j, 1 + u);
        add_laplacian(row, i, j + 1, 1 + v), add_laplacian(row, i, j - 1, 1 - v);
        add_laplacian(row, i, j, -4);
        add(row, i, j + 1, -c_ * of_right), add(row, i, j - 1, c_ * of_right);
        add(row, i + 1, j, c_ * of_up), add(row, i - 1, j, -c_ * of_up);
    }
};

class bratu final : public differences {
public:
    bratu(std::size_t n, double lambda) : differences(n), lambda_(lambda) { solve(); }

private:
    double lambda_;

    void linearise(std::size_t row, std::size_t i, std::size_t j) override {
        double const source = h() * h() * lambda_ * std::exp(at(i, j));
        residual(row) = laplacian(i, j) + source;
        add_laplacian(row, i, j, 1), add(row, i, j, source);
    }
};

/// At h = 0, of values on all grids: the polynomial in h^2 through them, by Neville's scheme
double limit(std::vector<double> values, std::vector<std::size_t> const& times) {
    auto const square = [&](std::size_t i) { return 1 / static_cast<double>(times[i] * times[i]); };
    for (std::size_t k = 1; k < values.size(); ++k)
        for (std::size_t i = values.size() - 1; i >= k; --i)
            values[i] += (values[i] - values[i - 1]) * square(i) / (square(i - k) - square(i));
    return values.back();
}

/// The limits of functions of a grid and a node of it
template <class Grid>
known_values limits(std::vector<Grid> const& grids, std::vector<std::size_t> const& times,
                    std::vector<std::function<double(Grid const&, std::size_t, std::size_t)>> const& functions) {
    known_values out;
    for (std::size_t i = 1; i < common; ++i)
        for (std::size_t j = 1; j < common; ++j) {
            out.points.insert(out.points.end(), {static_cast<double>(i) / common, static_cast<double>(j) / common});
            for (auto const& function : functions) {
                std::vector<double> values;
                for (std::size_t k = 0; k < grids.size(); ++k)
                    values.push_back(function(grids[k], times[k] * i, times[k] * j));
                out.values.push_back(limit(values, times));
            }
        }
    return out;
}

}  // namespace

known_values cavity_by_differences(double Re, std::function<double(double)> const& lid, bool quick) {
    std::vector<cavity> grids;
    for (std::size_t const times : refined(quick)) grids.emplace_back(times * common, Re, lid);
    return limits<cavity>(
        grids, refined(quick),
        {[](cavity const& of, std::size_t i, std::size_t j) { return of.up(i, j) / (2 * of.h()); },
         [](cavity const& of, std::size_t i, std::size_t j) { return -of.right(i, j) / (2 * of.h()); }});
}

known_values bratu_by_differences(double lambda) {
    std::vector<bratu> grids;
    for (std::size_t const times : refined(false)) grids.emplace_back(times * common, lambda);
    return limits<bratu>(grids, refined(false),
                         {[](bratu const& of, std::size_t i, std::size_t j) { return of.at(i, j); }});
}
