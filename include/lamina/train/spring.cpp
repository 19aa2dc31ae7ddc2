#include <lamina/train/spring.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <lamina/rows/block_losses.hpp>
#include <lamina/rows/row_weights.hpp>
#include <lamina/numerics/cholesky.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/training_run.hpp>
#include <lamina/train/weighted_system.hpp>

namespace lamina {

namespace {

namespace la = numerics;

void check(spring const& s) {
    check_option(s.rate > 0, "spring", "rate", s.rate, "a positive number");
    check_option(s.momentum >= 0 && s.momentum < 1, "spring", "momentum", s.momentum, "a number in [0, 1)");
    check_option(s.damping > 0, "spring", "damping", s.damping, "a positive number");
    check_option(s.slow_after > 0, "spring", "slow_after", s.slow_after, "a positive number");
    check_option(s.longest > 0, "spring", "longest", s.longest, "a positive number");
    check_option(s.look_every > 0, "spring", "look_every", static_cast<double>(s.look_every), "at least 1");
}

/// The direction phi and the linearisation of the last batch
class direction {
public:
    explicit direction(std::size_t parameters) : phi(parameters), add_(parameters) {}

    /// phi = m phi + J^T (J J^T + mu)^-1 (r - m J phi) at theta; false if the Gram matrix could not be factored.
    bool update(residual_system<double>& batch, std::span<double const> theta, spring const& method) {
        std::size_t const n = batch.rows();
        r_.resize(n), along_.resize(n), gram_.resize(n * n);
        auto const weight = row_weights(batch);
        batch.residual(theta, r_);
        batch.gram(theta, gram_);
        batch.jacobian_times(theta, phi, along_);
        double mean = 0;
        for (std::size_t k = 0; k < n; ++k) {
            r_[k] = weight[k] * (r_[k] - method.momentum * along_[k]);
            for (std::size_t i = 0; i <= k; ++i) gram_[k * n + i] *= weight[k] * weight[i];
            mean += gram_[k * n + k] / static_cast<double>(n);
        }
        for (std::size_t k = 0; k < n; ++k) gram_[k * n + k] += method.damping * mean;
        if (!std::isfinite(mean) || !la::cholesky(gram_, n)) return false;
        la::cholesky_solve(gram_, n, r_);
        for (std::size_t k = 0; k < n; ++k) r_[k] *= weight[k];
        batch.transposed_times(theta, r_, add_);
        double sum = 0;
        for (std::size_t q = 0; q < phi.size(); ++q)
            phi[q] = method.momentum * phi[q] + add_[q], sum += phi[q] * phi[q];
        length = std::sqrt(sum);
        return true;
    }

    std::vector<double> phi;
    double length = 0;  ///< |phi|

private:
    std::vector<double> add_, r_, along_, gram_;
};

}  // namespace

fit train(batches const& from, std::span<double const> start, spring const& method, stop const& when) {
    check(method);
    if (!from.at || from.held_out == nullptr)
        throw std::invalid_argument("spring: the batches have no held-out system or no batch, expected both");
    training_run run("spring", *from.held_out, start, when);
    weighted_system held_out(*from.held_out);
    std::vector<double> theta(start.begin(), start.end()), r(from.held_out->rows());
    direction along(theta.size());
    for (std::size_t iteration = 0;; ++iteration) {
        if (iteration % method.look_every == 0 || iteration >= when.iterations) {
            double const loss = held_out.residual(theta, r);
            if (run.done(iteration, loss, block_losses(*from.held_out, r), theta)) break;
        }
        residual_system<double>& batch = from.at(iteration);
        if (batch.parameters() != theta.size())
            throw std::invalid_argument(fmt::format("spring: batch {} has {} parameters, expected the {} of theta",
                                                    iteration, batch.parameters(), theta.size()));
        if (!along.update(batch, theta, method) || !std::isfinite(along.length)) {
            std::string const why = batch.why_not_finite(theta);
            if (iteration == 0 && !why.empty())
                throw std::invalid_argument("spring: the first batch is not finite at the start: " + why);
            run.stop_because(fmt::format(
                "the Gram matrix or the step of batch {} is not finite or not positive definite{}; theta is "
                "the best before it",
                iteration, why.empty() ? "" : ": " + why));
            break;
        }
        double const rate = method.rate / (1 + static_cast<double>(iteration) / method.slow_after);
        double const length = std::min(rate, method.longest / along.length);
        for (std::size_t q = 0; q < theta.size(); ++q) theta[q] -= length * along.phi[q];
    }
    return run.finish();
}

}  // namespace lamina
