#include <lamina/train/lbfgs.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include <Eigen/Core>

#include <LBFGS.h>

#include <lamina/train/check_option.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

namespace {

struct training_over {};

/// The loss as LBFGSpp calls it; notes the start and every accepted point, and ends training by training_over.
class objective {
public:
    objective(residual_system<double>& system, training_run& run) : system_(system), run_(run) {}

    /// Notes the start; false if training ends there. Throws std::invalid_argument if it is not finite.
    bool begin(Eigen::VectorXd const& x) {
        at_ = x;
        Eigen::VectorXd slopes(x.size());
        value_ = system_.loss_and_gradient(at(), as_span(slopes));
        return !run_.done(iteration_++, value_, system_.block_losses(), at()) &&
               run_.has_finite_gradient(0, as_span(slopes), at());
    }

    double operator()(Eigen::VectorXd const& x, Eigen::VectorXd& gradient) {
        at_ = x;
        value_ = system_.loss_and_gradient(at(), as_span(gradient));
        if (!gradient.allFinite()) value_ = NAN;
        if (std::isfinite(value_)) return value_;
        gradient.setZero();
        return INFINITY;  // shortens the step in every line search, NaN only in those that look for it
    }

    /// Takes the point evaluated last.
    void accept() {
        if (run_.done(iteration_++, value_, system_.block_losses(), at())) throw training_over{};
    }

    void failed(std::string reason) {
        if (std::isfinite(value_)) return run_.stuck(std::move(reason), at());
        run_.not_finite("the loss or its gradient", "not finite", iteration_, at());
    }

private:
    [[nodiscard]] static std::span<double> as_span(Eigen::VectorXd& v) {
        return {v.data(), static_cast<std::size_t>(v.size())};
    }
    [[nodiscard]] std::span<double const> at() const { return {at_.data(), static_cast<std::size_t>(at_.size())}; }

    residual_system<double>& system_;
    training_run& run_;
    Eigen::VectorXd at_;
    double value_ = 0;
    std::size_t iteration_ = 0;
};

/// LBFGSpp's line search, whose last evaluation is the point it accepts. LBFGSpp calls nothing else between steps.
template <class Scalar>
struct noted_line_search {
    template <class... Arguments>
    static void LineSearch(objective& f, Arguments&&... arguments) {
        LBFGSpp::LineSearchBracketing<Scalar>::LineSearch(f, std::forward<Arguments>(arguments)...);
        f.accept();
    }
};

}  // namespace

fit train(residual_system<double>& system, std::span<double const> start, lbfgs const& method, stop const& when) {
    check_option(method.memory > 0 && method.memory <= 10000, "lbfgs", "memory", static_cast<double>(method.memory),
                 "1 to 10000");
    training_run run("lbfgs", system, start, when);
    LBFGSpp::LBFGSParam<double> options;
    options.m = static_cast<int>(method.memory);
    options.epsilon = options.epsilon_rel = 0;  // when to stop is said by `when`
    options.linesearch = LBFGSpp::LBFGS_LINESEARCH_BACKTRACKING_STRONG_WOLFE;
    options.max_linesearch = 40;

    objective f(system, run);
    Eigen::VectorXd theta(static_cast<Eigen::Index>(start.size()));
    std::copy(start.begin(), start.end(), theta.data());
    double loss = 0;
    if (!f.begin(theta)) return run.finish();
    try {
        LBFGSpp::LBFGSSolver<double, noted_line_search> solver(options);
        solver.minimize(f, theta, loss);
        run.stuck("the gradient vanished", {theta.data(), start.size()});
    } catch (training_over const&) {  // its reason is noted
    } catch (std::runtime_error const& failure) {
        f.failed(failure.what());
    } catch (std::logic_error const& failure) {
        f.failed(failure.what());
    }
    return run.finish();
}

}  // namespace lamina
