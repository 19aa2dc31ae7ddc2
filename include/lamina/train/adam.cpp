#include <lamina/train/adam.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <lamina/train/check_option.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

namespace {

void check(adam const& a) {
    check_option(a.rate > 0, "adam", "rate", a.rate, "a positive number");
    check_option(a.beta1 >= 0 && a.beta1 < 1, "adam", "beta1", a.beta1, "a number in [0, 1)");
    check_option(a.beta2 >= 0 && a.beta2 < 1, "adam", "beta2", a.beta2, "a number in [0, 1)");
    check_option(a.epsilon > 0, "adam", "epsilon", a.epsilon, "a positive number");
    check_option(a.decay > 0 && a.decay <= 1, "adam", "decay", a.decay, "a number in (0, 1]");
    check_option(a.decay_every > 0, "adam", "decay_every", static_cast<double>(a.decay_every), "at least 1");
}

}  // namespace

fit train(residual_system<double>& system, std::span<double const> start, adam const& method, stop const& when) {
    check(method);
    training_run run("adam", system, start, when);
    std::vector<double> theta(start.begin(), start.end());
    std::vector<double> gradient(theta.size()), m(theta.size()), v(theta.size());
    double rate = method.rate, power1 = 1, power2 = 1;
    double loss = system.loss_and_gradient(theta, gradient);
    for (std::size_t iteration = 0; !run.done(iteration, loss, system.block_losses(), theta); ++iteration) {
        if (!run.has_finite_gradient(iteration, gradient, theta)) break;
        auto const rounded = [loss](double g) { return std::abs(g) <= std::numeric_limits<double>::epsilon() * loss; };
        if (iteration == 0 && std::ranges::all_of(gradient, rounded)) {
            run.stuck("the gradient vanished", theta);
            break;
        }
        if (iteration > 0 && iteration % method.decay_every == 0) rate *= method.decay;
        power1 *= method.beta1;
        power2 *= method.beta2;
        for (std::size_t p = 0; p < theta.size(); ++p) {
            m[p] = method.beta1 * m[p] + (1 - method.beta1) * gradient[p];
            v[p] = method.beta2 * v[p] + (1 - method.beta2) * gradient[p] * gradient[p];
            theta[p] -= rate * (m[p] / (1 - power1)) / (std::sqrt(v[p] / (1 - power2)) + method.epsilon);
        }
        loss = system.loss_and_gradient(theta, gradient);
    }
    return run.finish();
}

}  // namespace lamina
