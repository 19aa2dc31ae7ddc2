#include <lamina/train/training_plan.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/rows/in_double.hpp>
#include <lamina/train/half_squares.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

namespace {

void expect_batches(stepping const& method) {
    if (!method.takes_batches())
        throw std::invalid_argument(fmt::format("train: {} takes no batches, expected adam or spring", method.name()));
}

}  // namespace

std::shared_ptr<training_plan> plan_on(residual_system<double>& system) {
    return std::make_shared<training_plan>(training_plan{.system = &system});
}

std::shared_ptr<training_plan> plan_on(residual_system<float>& system) {
    auto const owned = std::make_shared<in_double>(system);
    return std::make_shared<training_plan>(training_plan{.system = owned.get(), .owned = owned});
}

std::shared_ptr<training_plan> plan_on(batches const& points) {
    if (!points.at || points.held_out == nullptr)
        throw std::invalid_argument("train: the batches have no held-out system or no batch, expected both");
    return std::make_shared<training_plan>(training_plan{.system = points.held_out, .batch = points.at});
}

void training_stage::add_to(training_plan& plan) const {
    for (auto const& [limit, value] : {std::pair{"seconds", when.seconds}, {"loss", when.loss}})
        if (!(value >= 0))
            throw std::invalid_argument(fmt::format("train: stop at {} = {}, expected a number >= 0", limit, value));
    if (plan.batch) expect_batches(*method);
    plan.stages.push_back(*this);
}

void train_on_batches(training_plan& plan, std::function<residual_system<double>&(std::size_t)> batch) {
    for (training_stage const& stage : plan.stages) expect_batches(*stage.method);
    plan.batch = std::move(batch);
}

void add_monitor(training_plan& plan, every_iterations when, std::function<void(training_view const&)> look,
                 std::function<void(state_fields&)> describe) {
    plan.monitors.push_back({.when = when, .look = std::move(look), .describe = std::move(describe)});
}

void add_column(training_plan& plan, every_iterations when, std::string name,
                std::function<double(training_view const&)> value) {
    if (name.empty()) throw std::invalid_argument("record: the name is empty, expected one for a column");
    if (std::ranges::find(plan.monitors, name, &monitor::column) != plan.monitors.end())
        throw std::invalid_argument(fmt::format("record: two columns are named {}, expected a name for each", name));
    plan.monitors.push_back({.when = when, .column = std::move(name), .value = std::move(value)});
}

void grade_rows(training_plan& plan, std::shared_ptr<row_grading> weights, char const* caller) {
    if (plan.grading)
        throw std::invalid_argument(
            fmt::format("{}: the rows have weights already, expected causal or residual_weights, and once", caller));
    plan.grading = std::move(weights);
}

void held_out::add_to(training_plan& plan) const {
    auto const blocks = [](residual_system<double> const& s) {
        std::vector<std::string> names;
        for (auto const& block : s.blocks()) names.push_back(block.name);
        return names;
    };
    if (system->parameters() != plan.system->parameters())
        throw std::invalid_argument(
            fmt::format("held_out: the system has {} parameters, expected the {} of the one "
                        "that is trained on",
                        system->parameters(), plan.system->parameters()));
    if (blocks(*system) != blocks(*plan.system))
        throw std::invalid_argument(
            fmt::format("held_out: the blocks are {}, expected {} as in the system that is "
                        "trained on",
                        fmt::join(blocks(*system), ", "), fmt::join(blocks(*plan.system), ", ")));
    plan.elsewhere = {[other = system](std::span<double const> theta) { return half_squares(*other, theta); }, when};
}

void look_elsewhere(training_plan& plan, std::function<std::vector<double>(std::span<double const>)> half_squares) {
    plan.elsewhere = {std::move(half_squares), std::nullopt};
}

fit carry_out(training_plan const& plan, std::span<double const> theta) {
    return training_run(plan, theta).run();
}

}  // namespace lamina
