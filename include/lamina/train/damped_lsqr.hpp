#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace lamina {

/// Solves min |A x - b|^2 + mu_j |x|^2 for several mu_j together, A of shape (N, P) known by its products alone, by
/// LSQR (Paige and Saunders 1982). It is the conjugate gradient method for (A^T A + mu_j) x = A^T b, in exact
/// arithmetic, with the rounding errors of A instead of A^T A; the Krylov spaces are the same for all mu_j, so that
/// one product by A and one by A^T an iteration serve them all. Memory: N + (1 + 2 J) P numbers.
class damped_lsqr {
public:
    using product = std::function<void(std::span<double const> in, std::span<double> out)>;
    struct matrix {
        product times, transposed_times;  ///< A v and A^T u
    };
    struct ending {
        std::size_t iterations = 0;
        bool finite = true;  ///< false: A or b has an entry that is not finite, and the x are of no use
    };

    damped_lsqr(std::size_t rows, std::size_t columns, std::size_t dampings);

    /// Ends after `most` iterations or when |A^T (b - A x) - mu x| <= tolerance |A^T b| for the mu of index
    /// `deciding`.
    ending solve(matrix const& a, std::span<double const> b, std::span<double const> mu, std::size_t deciding,
                 double tolerance, std::size_t most);
    /// x_j, shape (P,)
    [[nodiscard]] std::span<double const> solution(std::size_t j) const { return solutions_[j].x; }
    /// |A^T b| of the last solve
    [[nodiscard]] double gradient_norm() const { return gradient_norm_; }

private:
    /// The QR factorisation of the bidiagonal matrix with sqrt(mu) below it, by its last rotation
    struct damped {
        std::vector<double> x, w;
        double root = 0, rho_bar = 0, phi_bar = 0, gradient = 0;
    };
    void advance(damped& d, double alpha, double beta);

    std::vector<double> u_, v_, next_u_, next_v_;
    std::vector<damped> solutions_;
    double gradient_norm_ = 0;
};

}  // namespace lamina
