#include <lamina/train/training_run.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/train/stuck.hpp>

namespace lamina {

training_run::training_run(std::string method, residual_system<double>& system, std::span<double const> theta,
                           stop const& when)
    : system_(&system), method_(std::move(method)), when_(when), line_(method_, when.iterations) {
    if (theta.size() != system.parameters())
        throw std::invalid_argument(fmt::format("train: theta has {} entries, expected the {} parameters of the model",
                                                theta.size(), system.parameters()));
    for (std::size_t p = 0; p < theta.size(); ++p)
        if (!std::isfinite(theta[p]))
            throw std::invalid_argument(fmt::format("train: theta[{}] is {}, expected a finite number", p, theta[p]));
    for (auto const& [name, value] : {std::pair{"seconds", when.seconds}, {"loss", when.loss}})
        if (!(value >= 0))
            throw std::invalid_argument(fmt::format("train: stop at {} = {}, expected a number >= 0", name, value));
    result_.theta.assign(theta.begin(), theta.end());
    result_.loss = INFINITY;
    result_.contradictions = system.contradictions();
    for (auto const& block : system.blocks()) result_.blocks.push_back(block.name);
}

bool training_run::done(std::size_t iteration, double loss, std::span<double const> losses,
                        std::span<double const> theta) {
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (!std::isfinite(loss)) {
        not_finite("the loss", std::isnan(loss) ? "nan" : fmt::format("{}", loss), iteration, theta);
        return true;
    }
    result_.history.push_back({iteration, seconds, loss, {losses.begin(), losses.end()}});
    line_.update(iteration, fmt::format("loss {:.3e}  {:.1f} s", loss, seconds));
    if (loss < result_.loss) {
        result_.loss = loss;
        result_.theta.assign(theta.begin(), theta.end());
    }
    if (loss <= when_.loss) stop_because(fmt::format("the loss reached {:g}", when_.loss));
    else if (iteration >= when_.iterations) stop_because(fmt::format("{} iterations", iteration));
    else if (seconds >= when_.seconds) stop_because(fmt::format("{:g} seconds", when_.seconds));
    else return false;
    at_limit_ = true;
    return true;
}

void training_run::not_finite(char const* what, std::string const& value, std::size_t iteration,
                              std::span<double const> theta) {
    std::string const why = system_->why_not_finite(theta), told = why.empty() ? "" : ": " + why;
    if (iteration == 0)
        throw std::invalid_argument(fmt::format("{}: {} is {} at the start{}", method_, what, value, told));
    stop_because(
        fmt::format("{} became {} at iteration {}{}; theta is the best before it", what, value, iteration, told));
}

void training_run::stuck(std::string reason, std::span<double const> theta) {
    std::string why = why_stuck(*system_, theta);
    stop_because(why.empty() ? std::move(reason) : std::move(why));
}

fit training_run::finish() {
    if (at_limit_ && result_.loss > when_.loss)
        if (std::string const why = why_stuck(*system_, result_.theta); !why.empty())
            result_.stopped_because += "; " + why;
    return std::move(result_);
}

bool training_run::has_finite_gradient(std::size_t iteration, std::span<double const> gradient,
                                       std::span<double const> theta) {
    if (std::ranges::all_of(gradient, [](double g) { return std::isfinite(g); })) return true;
    not_finite("the gradient of the loss", "not finite", iteration, theta);
    return false;
}

}  // namespace lamina
