#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// The rows of one equation or condition in the stacked residual vector: rows begin .. begin + size,
/// each weighted by lambda / size in the loss.
struct residual_block {
    std::string name;  ///< "u" for the equation, "b" for the boundary: names the NTK blocks
    std::size_t begin = 0;
    std::size_t size = 0;
    double lambda = 1.0;

    /// lambda / size: of the square of a row in the loss, but for eq. (7)'s 1/2
    [[nodiscard]] double weight() const { return lambda / static_cast<double>(size); }
};

/// Which points a system has: neither of a seed nor given, they are those that it was made with.
struct point_origin {
    std::optional<std::size_t> seed;
    std::shared_ptr<std::vector<double> const> given;
};

/// r(theta), shape (N,): the stacked residuals of an equation and its conditions as functions of the flat
/// parameter vector theta, shape (P,), with the derivatives that training and the tangent kernel need.
///
/// The loss is L = sum over blocks of lambda_i / N_i * sum over rows of r^2 / 2  (Carney et al. 2022, eq. 7).
/// Methods use workspaces owned by the object: one caller at a time. None allocates after the first call, but the Gram
/// matrices lists of their work, and J a row where one is a mean.
template <class Real>
class residual_system {
public:
    virtual ~residual_system() = default;

    /// P
    [[nodiscard]] virtual std::size_t parameters() const = 0;
    /// N, the sum of the block sizes
    [[nodiscard]] virtual std::size_t rows() const = 0;
    [[nodiscard]] virtual std::span<residual_block const> blocks() const = 0;
    /// The parameters of the last, linear layer of every network. A linear equation is affine in all of them.
    [[nodiscard]] virtual std::vector<index_range> last_layers() const = 0;

    /// r, shape (N,)
    virtual void residual(std::span<Real const> theta, std::span<Real> r) = 0;
    /// r, shape (N,), and J^T with J = dr/dtheta: j_transposed[p * N + n] = dr_n/dtheta_p, shape (P, N). That is J
    /// itself, shape (N, P), as BLAS, LAPACK and Eigen take it: by columns with leading dimension N, not to be packed
    /// again. Written fastest where N is a multiple of the lanes of a register and the array begins a cache line
    /// (aligned_vector).
    virtual void jacobian(std::span<Real const> theta, std::span<Real> r, std::span<Real> j_transposed) = 0;
    /// J v, shape (N,), v of shape (P,)
    virtual void jacobian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) = 0;
    /// J^T w, shape (P,), w of shape (N,)
    virtual void transposed_times(std::span<Real const> theta, std::span<Real const> w, std::span<Real> out) = 0;
    /// out = sum over blocks of lambda_i / N_i * J_i^T J_i v, v and out of shape (P,): the Hessian of the loss where r
    /// is affine in theta. Here from J v and J^T w.
    virtual void gauss_newton_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out);
    /// out = (d^2 L / dtheta^2) v, v and out of shape (P,). Here throws std::invalid_argument: not every system has
    /// second derivatives.
    virtual void hessian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out);
    /// G = J J^T, shape (N, N), both triangles. Here from J: N^2 P flops, N P numbers of memory; throws
    /// std::invalid_argument if an argument has not its shape.
    virtual void gram(std::span<Real const> theta, std::span<Real> g);
    /// G = A A^T, shape (N, N), its lower triangle at least, for A = diag(w) J diag(s), w of shape (N,) given, and s,
    /// shape (P,), such that all columns of J weigh in:  s_p = (sum over n of (w_n J_np)^2)^(-1/4), 0 if the sum is 0.
    /// N^2 P flops, N P numbers of memory. Here from J; throws std::invalid_argument if an argument has not its shape.
    virtual void balanced_gram(std::span<Real const> theta, std::span<Real const> w, std::span<Real> s,
                               std::span<Real> g);
    /// L, and dL/dtheta into `gradient`, shape (P,)
    virtual double loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) = 0;
    /// The parts of L, one for each block, at the theta of the last `loss_and_gradient`: they add up to L.
    [[nodiscard]] virtual std::span<double const> block_losses() const = 0;

    /// Gives block i another weight in the loss. Here throws std::invalid_argument: not every system can.
    virtual void set_lambda(std::size_t i, double lambda);
    /// Takes other points, as many in every block: the same for the same seed, which is less than 2^53. Throws
    /// std::invalid_argument if the system cannot.
    void resample(std::size_t seed);
    /// Takes these points for the equations, as many as they have, shape (N, D) with time last, row by row; conditions
    /// and means stay. Throws std::invalid_argument if the system cannot, and for points that it cannot have.
    void move_to(std::vector<double> points);
    [[nodiscard]] virtual point_origin origin() const { return origin_; }
    /// How often points, or weights of rows other than lambda, have changed
    [[nodiscard]] virtual std::size_t changes() const { return changes_; }
    /// The time of each row of the equations, NaN of other rows, shape (N,); empty where there is none, or it is not
    /// known.
    [[nodiscard]] virtual std::vector<double> times() const { return {}; }

    /// Where, and as far as it can be told why, r = `residual`, shape (N,), the residual at theta, is not finite, or a
    /// derivative of it there; empty if all are. For messages: it may take as long as many gradients.
    [[nodiscard]] virtual std::string why_not_finite(std::span<Real const> theta, std::span<Real const> residual);
    [[nodiscard]] std::string why_not_finite(std::span<Real const> theta);

    /// What the conditions of the problem ask for that cannot be had together, a sentence each (sample/contradictions);
    /// who makes a system says it.
    [[nodiscard]] std::vector<std::string> const& contradictions() const { return contradictions_; }
    void set_contradictions(std::vector<std::string> said) { contradictions_ = std::move(said); }

protected:
    /// What `resample` and `move_to` do. Here throw: not every system can.
    virtual void take_points(std::size_t seed);
    virtual void take_given(std::span<double const> points);
    void count_change() { ++changes_; }

private:
    std::vector<std::string> contradictions_;
    point_origin origin_;
    std::size_t changes_ = 0;
};

extern template class residual_system<double>;
extern template class residual_system<float>;

}  // namespace lamina
