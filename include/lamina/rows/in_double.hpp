#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// A system in single precision as one in double: it is evaluated at theta rounded to float, and what methods compute
/// from its residuals and derivatives, Gram matrices and their factors too, they compute in double. A theta that moves
/// by less than a float can tell is not lost. `system` must live as long; one caller at a time.
class in_double : public residual_system<double> {
public:
    explicit in_double(residual_system<float>& system);

    [[nodiscard]] std::size_t parameters() const override { return system_.parameters(); }
    [[nodiscard]] std::size_t rows() const override { return system_.rows(); }
    [[nodiscard]] std::span<residual_block const> blocks() const override { return system_.blocks(); }
    [[nodiscard]] std::vector<index_range> last_layers() const override { return system_.last_layers(); }

    void residual(std::span<double const> theta, std::span<double> r) override;
    void jacobian(std::span<double const> theta, std::span<double> r, std::span<double> j_transposed) override;
    void jacobian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) override;
    void transposed_times(std::span<double const> theta, std::span<double const> w, std::span<double> out) override;
    void hessian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) override;
    double loss_and_gradient(std::span<double const> theta, std::span<double> gradient) override;
    [[nodiscard]] std::span<double const> block_losses() const override { return system_.block_losses(); }

    void set_lambda(std::size_t i, double lambda) override { system_.set_lambda(i, lambda); }
    [[nodiscard]] point_origin origin() const override { return system_.origin(); }
    [[nodiscard]] std::size_t changes() const override { return system_.changes(); }
    [[nodiscard]] std::vector<double> times() const override { return system_.times(); }
    using residual_system<double>::why_not_finite;
    [[nodiscard]] std::string why_not_finite(std::span<double const> theta, std::span<double const> residual) override;

private:
    void take_points(std::size_t seed) override { system_.resample(seed); }
    void take_given(std::span<double const> points) override { system_.move_to({points.begin(), points.end()}); }

    residual_system<float>& system_;
    std::vector<float> theta_, in_, out_, matrix_;
};

}  // namespace lamina
