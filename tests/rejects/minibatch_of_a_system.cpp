// rejects: minibatch\(n\): a residual system has no points to draw; write train\(model, \.\.\.\) instead of
// train\(model\.system\(\), \.\.\.\)
#include <lamina/train/adam.hpp>
#include <lamina/train/minibatch.hpp>

using namespace lamina;

fit trained(residual_system<double>& system, std::vector<double> const& theta) {
    return train(system, theta, adam(), {.iterations = 10}, minibatch(128));
}
