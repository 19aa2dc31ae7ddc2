#include <lamina/train/training_plan.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/train/in_double.hpp>
#include <lamina/train/training_run.hpp>

namespace lamina {

training_plan::training_plan(residual_system<float>& on) : owned(std::make_shared<in_double>(on)) {
    system = owned.get();
}

training_plan::training_plan(batches const& on) : system(on.held_out), batch(on.at) {
    if (!batch || system == nullptr)
        throw std::invalid_argument("train: the batches have no held-out system or no batch, expected both");
}

void training_stage::add_to(training_plan& plan) const {
    for (auto const& [limit, value] : {std::pair{"seconds", when.seconds}, {"loss", when.loss}})
        if (!(value >= 0))
            throw std::invalid_argument(fmt::format("train: stop at {} = {}, expected a number >= 0", limit, value));
    if (plan.batch && !method->look_every())
        throw std::invalid_argument(fmt::format("train: {} takes no batches, expected adam or spring", method->name()));
    plan.stages.push_back(*this);
}

void monitor::add_to(training_plan& plan) const {
    auto const same = [&](monitor const& other) { return !column.empty() && other.column == column; };
    if (std::ranges::any_of(plan.monitors, same))
        throw std::invalid_argument(fmt::format("record: two columns are named {}, expected a name for each", column));
    plan.monitors.push_back(*this);
}

void held_out::add_to(training_plan& plan) const {
    auto const blocks = [](residual_system<double> const& s) {
        std::vector<std::string> names;
        for (auto const& block : s.blocks()) names.push_back(block.name);
        return names;
    };
    if (system.get().parameters() != plan.system->parameters())
        throw std::invalid_argument(
            fmt::format("held_out: the system has {} parameters, expected the {} of the one "
                        "that is trained on",
                        system.get().parameters(), plan.system->parameters()));
    if (blocks(system) != blocks(*plan.system))
        throw std::invalid_argument(
            fmt::format("held_out: the blocks are {}, expected {} as in the system that is "
                        "trained on",
                        fmt::join(blocks(system), ", "), fmt::join(blocks(*plan.system), ", ")));
    plan.never_trained_on = *this;
}

fit carry_out(training_plan plan, std::span<double const> theta) {
    return training_run(std::move(plan), theta).finish();
}

}  // namespace lamina
