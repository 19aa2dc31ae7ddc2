#include <lamina/rows/evaluated_in_float.hpp>

#include <utility>

namespace lamina {

evaluated_in_float::evaluated_in_float(residual_system<double>& of, std::unique_ptr<residual_system<float>> in_float)
    : in_double(*in_float), of_(of), in_float_(std::move(in_float)) {
    set_contradictions(of.contradictions());
}

evaluated_in_float::~evaluated_in_float() = default;

void evaluated_in_float::take_weights() {
    auto const blocks = of_.blocks();
    for (std::size_t i = 0; i < blocks.size(); ++i) in_float_->set_lambda(i, blocks[i].lambda);
}

double evaluated_in_float::loss_and_gradient(std::span<double const> theta, std::span<double> gradient) {
    take_weights();
    return in_double::loss_and_gradient(theta, gradient);
}

void evaluated_in_float::hessian_times(std::span<double const> theta, std::span<double const> v,
                                       std::span<double> out) {
    take_weights();
    in_double::hessian_times(theta, v, out);
}

}  // namespace lamina
