#include <lamina/train/monitor.hpp>

#include <utility>

#include <lamina/diagnose/one_block.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

training_view::training_view(training_run& run)
    : iteration(run.now().iteration),
      seconds(run.now().seconds),
      loss(run.now().loss),
      block_losses(run.now().block_losses),
      theta(run.method().state().theta),
      method(run.method().name()),
      system(*run.plan().system),
      run_(&run) {}

std::span<double const> training_view::gradient() const {
    return run_->gradient();
}
std::span<double const> training_view::step() const {
    return run_->step();
}
void training_view::stop(std::string reason) const {
    run_->ask_to_stop(std::move(reason));
}
bool training_view::on_batches() const {
    return static_cast<bool>(run_->plan().batch);
}
void training_view::set_lambda(std::size_t block, double lambda) const {
    system.set_lambda(block, lambda);
}

void training_view::set_lambda(std::string_view block, double lambda) const {
    set_lambda(block_number(system, block, "set_lambda"), lambda);
}
double training_view::lambda(std::string_view block) const {
    return system.blocks()[block_number(system, block, "lambda")].lambda;
}
residual_system<double>& training_view::trained_on() const {
    return run_->trained_on_next();
}

}  // namespace lamina
