#include <lamina/train/training_state.hpp>

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/rows/row_weights.hpp>
#include <lamina/train/state_fields.hpp>

namespace lamina {

training_state::training_state(residual_system<double> const& system, std::span<double const> start)
    : theta(start.begin(), start.end()) {
    if (theta.size() != system.parameters())
        throw std::invalid_argument(fmt::format("train: theta has {} entries, expected the {} parameters of the model",
                                                theta.size(), system.parameters()));
    for (std::size_t p = 0; p < theta.size(); ++p)
        if (!std::isfinite(theta[p]))
            throw std::invalid_argument(fmt::format("train: theta[{}] is {}, expected a finite number", p, theta[p]));
}

void training_state::note(residual_system<double> const& system, double loss_there,
                          std::span<double const> losses_of_blocks) {
    loss = loss_there;
    block_losses.assign(losses_of_blocks.begin(), losses_of_blocks.end());
    lambda = block_weights(system);
    changes = system.changes();
}

bool training_state::is_up_to_date(residual_system<double> const& system) const {
    return changes == system.changes() && lambda == block_weights(system);
}

void training_state::describe(state_fields& to) {
    to("theta", theta);
    to("iteration", iteration);
}

stepped stepped::stuck(std::string why) {
    return {how::stuck, std::move(why)};
}
stepped stepped::ended(std::string why) {
    return {how::ended, std::move(why)};
}
stepped stepped::not_finite(std::string what, std::vector<double> at) {
    return {how::not_finite, std::move(what), std::move(at)};
}

}  // namespace lamina
