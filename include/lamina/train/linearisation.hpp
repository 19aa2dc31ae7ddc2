#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/rows/residual_system.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

/// The linearised problem at one theta, A = diag(w) J diag(s) with the weights w of residuals and the scales s of
/// columns, and its steps for up to two dampings at once. In residual space, where there are no more residuals than
/// parameters, by A A^T from the system and by J^T w; else by A^T A from A^T, shape (P, N).
class linearisation {
public:
    explicit linearisation(residual_system<double>& system);

    void at(std::span<double const> theta);
    /// Weighted, shape (N,), at the theta of `at`
    [[nodiscard]] std::span<double const> residual() const { return residual_; }
    [[nodiscard]] bool is_finite() const;

    /// Factors the Gram matrix + mu_j * mean diagonal for each j < 2; true if at least one could be.
    bool damp(std::span<double const> mu);
    [[nodiscard]] bool factored(std::size_t j) const { return factored_[j]; }
    /// Why no damping lets the Gram matrix be factored
    [[nodiscard]] char const* why_not_factored() const;

    /// The steps s_j, shape (dampings, P), for right-hand sides r_j (weighted), shape (dampings, N):
    /// -S A^T (A A^T + mu)^-1 r, or the same in parameter space; not meant for a damping that was not factored.
    void steps(std::span<double const> r, std::span<double> s);
    /// J s (weighted), shape (N,), s the last step for damping j, its right-hand side `residual()`: in residual space
    /// that is mu y - r where (A A^T + mu) y = r.
    void along_step(std::size_t j, std::span<double> out);

    /// The system, its rows weighted
    weighted_system weighted;

private:
    residual_system<double>& system_;
    std::size_t p_, n_, m_, count_ = 0;
    aligned_vector<double> jt_;
    std::vector<double> residual_, theta_, scale_, gram_, right_;
    std::array<std::vector<double>, 2> factor_;
    std::array<double, 2> added_{};
    std::array<bool, 2> factored_{};
    double trace_ = 0;
    [[nodiscard]] bool in_residual_space() const { return n_ <= p_; }
};

}  // namespace lamina
