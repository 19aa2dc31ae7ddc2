#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <lamina/rows/in_double.hpp>

namespace lamina {

/// A system that is evaluated in float beside the one in double: the weights and points of both are those of the one in
/// double, wherever they are changed. That one moves the rows in float to other points together with its own.
class evaluated_in_float final : public in_double {
public:
    /// `of` must live as long.
    evaluated_in_float(residual_system<double>& of, std::unique_ptr<residual_system<float>> in_float);
    ~evaluated_in_float() override;

    [[nodiscard]] std::span<residual_block const> blocks() const override { return of_.blocks(); }
    void set_lambda(std::size_t i, double lambda) override { of_.set_lambda(i, lambda); }
    [[nodiscard]] point_origin origin() const override { return of_.origin(); }
    [[nodiscard]] std::size_t changes() const override { return of_.changes(); }

    double loss_and_gradient(std::span<double const> theta, std::span<double> gradient) override;
    void hessian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) override;

private:
    void take_points(std::size_t seed) override { of_.resample(seed); }
    void take_given(std::span<double const> points) override { of_.move_to({points.begin(), points.end()}); }
    void take_weights();

    residual_system<double>& of_;
    std::unique_ptr<residual_system<float>> in_float_;
};

}  // namespace lamina
