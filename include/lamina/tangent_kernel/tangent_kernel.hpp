#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// One block (i, j) of the neural tangent kernel: K_ij = lambda_j / N_j J_i J_j^T, shape (N_i, N_j).
class kernel_block : public xt::xtensor<double, 2> {
public:
    using xt::xtensor<double, 2>::xtensor;

    /// Throws std::invalid_argument unless n < N_i and m < N_j.
    [[nodiscard]] double operator()(std::size_t n, std::size_t m) const;
    /// sqrt of the sum of the squares of the entries
    [[nodiscard]] double frobenius_norm() const;
};

/// What gradient flow learns one by one: with q = sqrt(lambda_i / N_i) r of each row, the loss is L = |q|^2 / 2 and
/// (v_k . q)(t) = exp(-rate_k t) (v_k . q)(0) while K stays what it is.
struct kernel_modes {
    xt::xtensor<double, 1> rate;     ///< the eigenvalues of K, descending, shape (N,)
    xt::xtensor<double, 2> vectors;  ///< row k is v_k, of norm 1, shape (N, N)
};

/// The neural tangent kernel of the residuals at theta: with J = dr/dtheta, G = J J^T, D = diag(lambda_i / N_i),
/// K = G D (Carney et al. 2022, lemma 3.1 with the factor of its proof in K_bb). The gradient flow is
/// dr/dt = -K r. K is not symmetric; its eigenvalues are those of D^(1/2) G D^(1/2).
class tangent_kernel {
public:
    /// Cost: G by residual_system::gram, at most N^2 P flops, and its memory beside 2 N^2 numbers. Throws
    /// std::invalid_argument if theta has not P entries, an entry is not finite, or G does not fit into memory.
    tangent_kernel(residual_system<double>& system, std::span<double const> theta);

    /// K_ij by the names of the blocks. Throws std::invalid_argument, listing the names, for an unknown one.
    [[nodiscard]] kernel_block block(std::string_view i, std::string_view j) const;
    /// K_uu, K_ub, K_bu, K_bb: the blocks of an unknown named "u" and its first condition; empty for other names.
    kernel_block uu, ub, bu, bb;

    /// J_i J_j^T, unscaled, shape (N_i, N_j)
    [[nodiscard]] xt::xtensor<double, 2> gram(std::string_view i, std::string_view j) const;

    /// All eigenvalues of K, descending, shape (N,). Cost N^3.
    [[nodiscard]] xt::xtensor<double, 1> spectrum() const;
    /// All eigenvalues of the diagonal block K_ii, descending, shape (N_i,). Cost N_i^3.
    [[nodiscard]] xt::xtensor<double, 1> spectrum(std::string_view i) const;

    /// Eigenvalues and eigenvectors of D^(1/2) G D^(1/2). Cost some 9 N^3, memory 2 N^2 numbers.
    [[nodiscard]] kernel_modes modes() const;
    /// What each mode has of the loss of residuals r, shape (N,), and will have of it after some time of gradient flow,
    ///     L_k = (v_k . q)^2 exp(-2 rate_k t) / 2,  shape (N,):
    /// of the residuals later on in training it is what they really have. Throws std::invalid_argument for an r that
    /// has not N entries, and modes of another system. Cost: N^2.
    [[nodiscard]] xt::xtensor<double, 1> mode_losses(kernel_modes const& of, std::span<double const> r,
                                                     double after = 0) const;
    /// The loss of the gradient flow dtheta/dt = -dL/dtheta at each time, from residuals r of shape (N,):
    ///     L(t) = 1/2 sum_k (v_k . q)^2 exp(-2 rate_k t),
    /// exactly so where K is constant, that is for a linear equation in a linear space. Cost as `modes`. Throws
    /// std::invalid_argument for an r that has not N entries.
    [[nodiscard]] xt::xtensor<double, 1> gradient_flow(std::span<double const> r, std::span<double const> times) const;
    /// The traces of the K_ii, one for each block: lambda_i times the mean of |dr_n/dtheta|^2 over its rows
    [[nodiscard]] xt::xtensor<double, 1> traces() const;

    /// The largest eigenvalue of K or of K_ii: none is negative, so no other is larger in modulus. Cost N^3.
    [[nodiscard]] double spectral_radius() const { return spectrum().front(); }
    [[nodiscard]] double spectral_radius(std::string_view i) const { return spectrum(i).front(); }
    /// The k largest eigenvalues of K or of K_ii, descending, each as often as its multiplicity. Cost N^3: from all
    /// of them, since a Krylov method may miss multiple ones. Throws std::invalid_argument unless 1 <= k <= N.
    [[nodiscard]] xt::xtensor<double, 1> largest_eigenvalues(std::size_t k) const;
    [[nodiscard]] xt::xtensor<double, 1> largest_eigenvalues(std::string_view i, std::size_t k) const;

    [[nodiscard]] std::span<residual_block const> blocks() const;

private:
    std::size_t rows_;
    std::vector<residual_block> blocks_;
    std::vector<double> weight_;   ///< sqrt(lambda_i / N_i) of each row
    xt::xtensor<double, 2> gram_;  ///< G, shape (N, N)

    [[nodiscard]] residual_block const& find(std::string_view name) const;
    /// The lower triangle of a block of D^(1/2) G D^(1/2), shape (size, size), above it 0
    [[nodiscard]] xt::xtensor<double, 2> symmetric(std::size_t begin, std::size_t size) const;
    [[nodiscard]] xt::xtensor<double, 1> spectrum_of(std::size_t begin, std::size_t size) const;
};

}  // namespace lamina
