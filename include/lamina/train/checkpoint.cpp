#include <lamina/train/checkpoint.hpp>

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

void write_checkpoint(std::filesystem::path const& path, state_fields::arrays const& saved) {
    std::vector<named_array> arrays;
    for (auto const& [name, values] : saved) arrays.emplace_back(name, std::vector<std::size_t>{values.size()}, values);
    write_npz(path, arrays);
}

state_fields::arrays read_checkpoint(std::filesystem::path const& path) {
    remove_abandoned(path);
    state_fields::arrays out;
    for (auto const& [name, array] : read_npz(path)) out[name].assign(array.begin(), array.end());
    return out;
}

}  // namespace lamina
