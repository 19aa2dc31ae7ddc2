#include <lamina/train/training_run.hpp>

#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace lamina {

training_run::training_run(std::string method, residual_system<double> const& system, std::span<double const> theta,
                           stop const& when)
    : when_(when), line_(std::move(method), when.iterations) {
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
    for (auto const& block : system.blocks()) result_.blocks.push_back(block.name);
}

bool training_run::done(std::size_t iteration, double loss, std::span<double const> losses,
                        std::span<double const> theta) {
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (!std::isfinite(loss)) {
        stop_because(fmt::format("the loss became {} at iteration {}; theta is the best before it", loss, iteration));
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
    return true;
}

}  // namespace lamina
