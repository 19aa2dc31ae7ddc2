#include <lamina/train/checkpoint.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/npz.hpp>
#include <lamina/report/whole_file.hpp>
#include <lamina/train/check_option.hpp>
#include <lamina/train/training_plan.hpp>

namespace lamina {

checkpoint::checkpoint(std::filesystem::path file, every_iterations when)
    : path(std::move(file)), iterations(when.iterations) {}

checkpoint::checkpoint(std::filesystem::path file, every_seconds when) : path(std::move(file)), seconds(when.seconds) {
    check_option(when.seconds >= 0, "checkpoint", "every_seconds", when.seconds, "a number >= 0");
}

void checkpoint::add_to(training_plan& plan) const {
    plan.saved = *this;
}
void resume::add_to(training_plan& plan) const {
    plan.resumed = *this;
}

namespace {

std::vector<named_array> arrays_of(state_fields::arrays const& saved) {
    std::vector<named_array> out;
    for (auto const& [name, values] : saved) out.emplace_back(name, std::vector<std::size_t>{values.size()}, values);
    return out;
}

}  // namespace

void write_checkpoint(std::filesystem::path const& path, state_fields::arrays const& saved) {
    write_npz(path, arrays_of(saved));
}

state_fields::arrays read_checkpoint(std::filesystem::path const& path) {
    remove_abandoned(path);
    state_fields::arrays out;
    for (auto const& [name, array] : read_npz(path)) out[name].assign(array.begin(), array.end());
    if (!holds_exactly(path, arrays_of(out)))  // no bit of it is without a meaning
        throw std::invalid_argument(
            fmt::format("resume: {} is damaged: it is not what a checkpoint of its numbers looks like", path.string()));
    return out;
}

}  // namespace lamina
