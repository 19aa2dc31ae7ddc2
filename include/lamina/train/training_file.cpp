#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/train/checkpoint.hpp>
#include <lamina/train/training_run.hpp>
#include <lamina/train/weighted_system.hpp>

/// What of a run its checkpoints hold: one list, by which it is saved and loaded.
namespace lamina {

namespace {

/// What a file must have in common with the run: saved, and compared where it is loaded.
void expect_same(state_fields& to, char const* name, std::vector<std::string> const& here) {
    std::vector<std::string> there = here;
    to(name, there);
    if (there != here)
        throw std::invalid_argument(fmt::format("it is of a run with the {} {}, expected {}", name,
                                                fmt::join(there, ", "), fmt::join(here, ", ")));
}

std::vector<std::string> sizes_of(residual_system<double> const& system) {
    std::vector<std::string> out{fmt::format("{} parameters", system.parameters())};
    for (residual_block const& block : system.blocks())
        out.push_back(fmt::format("{} ({} rows)", block.name, block.size));
    return out;
}

void describe_points(state_fields& to, point_origin& points) {
    std::size_t has_seed = points.seed.has_value(), seed = points.seed.value_or(0), are_given = points.given != nullptr;
    std::vector<double> given = points.given ? *points.given : std::vector<double>();
    to("has_seed", has_seed);
    to("seed", seed);
    to("has_given_points", are_given);
    to("given_points", given);
    points.seed = has_seed != 0 ? std::optional(seed) : std::nullopt;
    points.given = are_given != 0 ? std::make_shared<std::vector<double> const>(std::move(given)) : nullptr;
}

struct remembered {
    std::function<void(state_fields&)> const& by_monitor;
    void describe(state_fields& to) const { by_monitor(to); }
};

}  // namespace

void training_run::describe(state_fields& to) {
    constexpr std::size_t this_version = 2;
    std::size_t version = this_version;
    to("version", version);
    if (version != this_version)
        throw std::invalid_argument(fmt::format("it is of version {}, expected {}", version, this_version));
    to("stage", stage_);
    if (stage_ >= plan_.stages.size())
        throw std::invalid_argument(
            fmt::format("it is of a run by {} methods, expected at most {}", stage_ + 1, plan_.stages.size()));
    std::vector<std::string> methods;
    for (std::size_t k = 0; k <= stage_; ++k) methods.emplace_back(plan_.stages[k].method->name());
    expect_same(to, "methods", methods);
    expect_same(to, "system", sizes_of(*plan_.system));
    expect_same(to, "points", {plan_.batch ? "batches" : "all at once"});
    expect_same(to, "columns", result_.recorded);

    double passed = seconds();
    to("seconds", passed);
    start_ = std::chrono::steady_clock::now() -
             std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(passed));
    to("iterations_before", before_);
    to("seconds_before", began_);
    to("reasons", reasons_);
    to("theta", result_.theta, plan_.system->parameters());
    to("loss", result_.loss);
    to("lambda", lambda_, lambda_.size());
    std::size_t reweighted = new_lambda_;
    to("reweighted", reweighted);
    new_lambda_ = reweighted != 0;
    describe_points(to, points_);
    describe_history(to);
    to("state", method());
    for (std::size_t k = 0; k < plan_.monitors.size(); ++k)
        if (auto const& its = plan_.monitors[k].describe) {
            remembered field{its};
            to(fmt::format("monitor_{}", k), field);
        }
}

void training_run::describe_history(state_fields& to) {
    std::size_t const blocks = result_.blocks.size(), columns = result_.recorded.size();
    std::vector<std::size_t> iteration;
    std::vector<double> seconds, loss, held_out, block_losses, recorded;
    for (history_entry const& entry : result_.history) {
        iteration.push_back(entry.iteration);
        seconds.push_back(entry.seconds);
        loss.push_back(entry.loss);
        held_out.push_back(entry.held_out);
        block_losses.insert(block_losses.end(), entry.block_losses.begin(), entry.block_losses.end());
        recorded.insert(recorded.end(), entry.recorded.begin(), entry.recorded.end());
    }
    to("history_iteration", iteration);
    std::size_t const n = iteration.size();
    to("history_seconds", seconds, n);
    to("history_loss", loss, n);
    to("history_held_out", held_out, n);
    to("history_block_losses", block_losses, n * blocks);
    to("history_recorded", recorded, n * columns);
    if (!to.loads()) return;
    result_.history.clear();
    for (std::size_t k = 0; k < n; ++k) {
        auto const row = [k](std::vector<double> const& of, std::size_t width) {
            auto const part = std::span(of).subspan(k * width, width);
            return std::vector<double>(part.begin(), part.end());
        };
        result_.history.push_back(
            {iteration[k], seconds[k], loss[k], row(block_losses, blocks), row(recorded, columns), held_out[k]});
    }
}

void training_run::load() {
    auto const& path = plan_.resumed->path;
    state_fields from(read_checkpoint(path));
    try {
        describe(from);
        if (result_.history.empty() || reasons_.size() != stage_ + 1 ||
            method().state().theta.size() != plan_.system->parameters())
            throw std::invalid_argument("its history, its reasons or its parameters are not those of a run");
        take_up_system();
        expect_same_loss();
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument(fmt::format("resume: {}: {}", path.string(), error.what()));
    }
    reasons_.back().clear();
    noted_ = now().iteration == iteration();
    method().look(trained_on(iteration()));
    saved_at_ = seconds();
}

/// A system of the same blocks may be of another equation: then the best parameters have another loss.
void training_run::expect_same_loss() {
    if (!std::isfinite(result_.loss)) return;
    std::vector<double> r(plan_.system->rows());
    double const here = weighted_system(*plan_.system).residual(result_.theta, r);
    if (!(std::abs(here - result_.loss) <= 1e-5 * result_.loss + 1e-300))  // of float on other threads
        throw std::invalid_argument(fmt::format(
            "its best parameters have the loss {} there and {} in this system: it is of another equation, or "
            "of other values in it",
            result_.loss, here));
}

/// Gives the system the weights and points that monitors have given it.
void training_run::take_up_system() {
    for (std::size_t i = 0; i < lambda_.size(); ++i) {
        residual_block const& block = plan_.system->blocks()[i];
        if (lambda_[i] == block.lambda) continue;
        if (!new_lambda_)
            throw std::invalid_argument(
                fmt::format("it is of a run with lambda {} of {}, expected {}", lambda_[i], block.name, block.lambda));
        plan_.system->set_lambda(i, lambda_[i]);
    }
    take_up_points();
    if (plan_.grading) plan_.grading->follow_points();
    changes_ = plan_.system->changes();
}

void training_run::take_up_points() {
    auto const now = plan_.system->origin();
    if (points_.given)
        plan_.system->move_to(*points_.given);
    else if (points_.seed && points_.seed != now.seed)
        plan_.system->resample(*points_.seed);
    else if (points_.seed != now.seed || now.given)
        throw std::invalid_argument(
            "it is of a run on the points that the system was made with, and it has others now");
}

void training_run::save() {
    state_fields to;
    describe(to);
    try {
        write_checkpoint(plan_.saved->path, to.saved());
        not_saved_.clear();
    } catch (std::runtime_error const& error) {
        if (!saved_at_) throw;
        not_saved_ = fmt::format("the last checkpoint is of an earlier iteration: {}", error.what());
    }
    saved_at_ = seconds();
}

void training_run::save_if_due() {
    if (!plan_.saved) return;
    auto const [path, iterations, after] = *plan_.saved;
    if (iterations > 0 ? iteration() % iterations == 0 : !saved_at_ || seconds() - *saved_at_ >= after) save();
}

}  // namespace lamina
