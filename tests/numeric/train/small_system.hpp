#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include <lamina/rows/residual_system.hpp>

/// A residual system written by hand: one function gives r and J^T, everything else follows from its definition.
class small_system final : public lamina::residual_system<double> {
public:
    using in = std::span<double const>;
    using out = std::span<double>;
    using function = std::function<void(in theta, out r, out j_transposed)>;

    small_system(std::size_t p, std::size_t n, function f, double lambda = 1)
        : p_(p), n_(n), f_(std::move(f)), r_(n), j_(p * n), blocks_{{"u", 0, n, lambda}}, last_layer_(p) {}

    /// The rows from `first` on become the condition "b" with its own lambda.
    void begin_condition_at(std::size_t first, double lambda) {
        blocks_[0].size = first;
        blocks_.push_back({"b", first, n_ - first, lambda});
    }

    std::size_t parameters() const override { return p_; }
    std::size_t rows() const override { return n_; }
    std::span<lamina::residual_block const> blocks() const override { return blocks_; }
    std::vector<lamina::index_range> last_layers() const override { return {{last_layer_, parameters()}}; }
    void residual(in theta, out r) override { evaluate(theta, r, j_); }
    void jacobian(in theta, out r, out j) override { evaluate(theta, r, j); }
    void jacobian_times(in theta, in v, out y) override {
        evaluate(theta, r_, j_);
        for (std::size_t n = 0; n < n_; ++n) {
            y[n] = 0;
            for (std::size_t p = 0; p < p_; ++p) y[n] += j_[p * n_ + n] * v[p];
        }
    }
    void transposed_times(in theta, in w, out y) override {
        evaluate(theta, r_, j_);
        for (std::size_t p = 0; p < p_; ++p) {
            y[p] = 0;
            for (std::size_t n = 0; n < n_; ++n) y[p] += j_[p * n_ + n] * w[n];
        }
    }
    double loss_and_gradient(in theta, out gradient) override {
        evaluate(theta, r_, j_);
        double loss = 0;
        losses_.assign(blocks_.size(), 0.0);
        for (double& g : gradient) g = 0;
        for (std::size_t b = 0; b < blocks_.size(); ++b) {
            double const weight = blocks_[b].lambda / static_cast<double>(blocks_[b].size);
            for (std::size_t n = blocks_[b].begin; n < blocks_[b].begin + blocks_[b].size; ++n) {
                losses_[b] += weight * r_[n] * r_[n] / 2;
                for (std::size_t p = 0; p < p_; ++p) gradient[p] += weight * j_[p * n_ + n] * r_[n];
            }
            loss += losses_[b];
        }
        return loss;
    }
    std::span<double const> block_losses() const override { return losses_; }
    void set_lambda(std::size_t i, double lambda) override { blocks_.at(i).lambda = lambda; }

    void begin_last_layer_at(std::size_t p) { last_layer_ = p; }
    /// All residuals after this many evaluations are NaN.
    void fail_after(std::size_t evaluations) { healthy_ = evaluations; }

private:
    /// The residuals are shifted by a number that depends on the seed.
    void take_points(std::size_t seed) override { shift_ = 0.1 * static_cast<double>(seed); }
    void evaluate(in theta, out r, out j) {
        f_(theta, r, j);
        for (double& x : r) x += shift_;
        if (evaluations_++ >= healthy_)
            for (double& x : r) x = NAN;
    }

    std::size_t p_, n_;
    double shift_ = 0;
    function f_;
    std::vector<double> r_, j_, losses_;
    std::vector<lamina::residual_block> blocks_;
    std::size_t last_layer_, evaluations_ = 0, healthy_ = static_cast<std::size_t>(-1);
};

/// r = (x - 1, x - 3, y + 2 | x y - 4, 2 x - y): an equation of three rows, a condition of two with lambda 5
inline small_system two_blocks() {
    small_system s(2, 5, [](auto t, auto r, auto j) {
        double const x = t[0], y = t[1];
        double const value[] = {x - 1, x - 3, y + 2, x * y - 4, 2 * x - y};
        double const in_x[] = {1, 1, 0, y, 2}, in_y[] = {0, 0, 1, x, -1};
        for (std::size_t n = 0; n < 5; ++n) r[n] = value[n], j[n] = in_x[n], j[5 + n] = in_y[n];
    });
    s.begin_condition_at(3, 5.0);
    return s;
}

/// Its loss with the weights a and b
inline double loss_of_two_blocks(std::span<double const> t, double a, double b) {
    double const x = t[0], y = t[1];
    return a / 6 * ((x - 1) * (x - 1) + (x - 3) * (x - 3) + (y + 2) * (y + 2)) +
           b / 4 * ((x * y - 4) * (x * y - 4) + (2 * x - y) * (2 * x - y));
}

/// r = (10 (y - x^2), 1 - x): zero at (1, 1) only.
inline small_system rosenbrock() {
    return {2, 2, [](auto t, auto r, auto j) {
                r[0] = 10 * (t[1] - t[0] * t[0]), r[1] = 1 - t[0];
                j[0] = -20 * t[0], j[1] = -1, j[2] = 10, j[3] = 0;
            }};
}

/// a exp(b x) = 2 exp(-1.5 x) at 20 points of [0, 1]: zero at (-1.5, 2); theta = (b, a), a the last layer.
inline small_system decaying_exponential(double lambda = 1) {
    small_system s(2, 20, [](auto t, auto r, auto j) {
        for (std::size_t n = 0; n < 20; ++n) {
            double const x = static_cast<double>(n) / 19, e = std::exp(t[0] * x);
            r[n] = t[1] * e - 2 * std::exp(-1.5 * x);
            j[n] = t[1] * x * e, j[20 + n] = e;
        }
    }, lambda);
    s.begin_last_layer_at(1);
    return s;
}

/// s (x + y) = 3 s for the scales s = 1, 2 and 3; z is on no row: rank 1 of 3.
inline small_system rank_deficient() {
    return {3, 3, [](auto t, auto r, auto j) {
                for (std::size_t n = 0; n < 3; ++n) {
                    double const s = static_cast<double>(n + 1);
                    r[n] = s * (t[0] + t[1] - 3);
                    j[n] = s, j[3 + n] = s, j[6 + n] = 0;
                }
            }};
}
