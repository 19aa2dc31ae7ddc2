#pragma once

#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// A system with each row multiplied by a number of its own, shape (N,); empty: 1. A gradient costs one evaluation of
/// the residual more.
class graded_system final : public residual_system<double> {
public:
    explicit graded_system(residual_system<double>& of, std::vector<double> grade = {});

    [[nodiscard]] residual_system<double>& ungraded() const { return of_; }
    void set_grade(std::vector<double> grade);

    std::size_t parameters() const override { return of_.parameters(); }
    std::size_t rows() const override { return of_.rows(); }
    std::span<residual_block const> blocks() const override { return of_.blocks(); }
    std::vector<index_range> last_layers() const override { return of_.last_layers(); }
    void set_lambda(std::size_t i, double lambda) override { of_.set_lambda(i, lambda); }
    point_origin origin() const override { return of_.origin(); }
    std::size_t changes() const override { return residual_system::changes() + of_.changes(); }
    std::vector<double> times() const override { return of_.times(); }
    using residual_system::why_not_finite;
    std::string why_not_finite(std::span<double const> theta, std::span<double const> residual) override {
        return of_.why_not_finite(theta, residual);
    }

    void residual(std::span<double const> theta, std::span<double> r) override;
    void jacobian(std::span<double const> theta, std::span<double> r, std::span<double> j_transposed) override;
    void jacobian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) override;
    void transposed_times(std::span<double const> theta, std::span<double const> w, std::span<double> out) override;
    double loss_and_gradient(std::span<double const> theta, std::span<double> gradient) override;
    std::span<double const> block_losses() const override { return losses_; }

private:
    void take_points(std::size_t seed) override { of_.resample(seed); }
    void take_given(std::span<double const> points) override { of_.move_to({points.begin(), points.end()}); }

    residual_system<double>& of_;
    std::vector<double> grade_, losses_;
};

}  // namespace lamina
