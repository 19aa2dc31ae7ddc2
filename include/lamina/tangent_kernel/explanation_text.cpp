#include <algorithm>
#include <numbers>

#include <fmt/format.h>

#include <lamina/tangent_kernel/explanation.hpp>

namespace lamina {

namespace {

std::string bytes(double b) {
    if (b < 1e6) return fmt::format("{:.3g} kB", b / 1e3);
    return b < 1e9 ? fmt::format("{:.3g} MB", b / 1e6) : fmt::format("{:.3g} GB", b / 1e9);
}

std::string operations(double f) {
    if (f < 1e6) return fmt::format("{:.3g} thousand", f / 1e3);
    return f < 1e9 ? fmt::format("{:.3g} million", f / 1e6) : fmt::format("{:.3g} billion", f / 1e9);
}

std::string flow_text(explanation const& e) {
    std::string out = fmt::format("stiffness    The fastest mode is learned {:.2g} times faster than the slowest of "
                                  "the {} (of {}) that can be learned at all.\n",
                                  e.stiffness, e.rank, e.rows);
    out += fmt::format("step         Gradient descent diverges with steps longer than {:.3g}.\n", e.largest_step);
    out += fmt::format("reach        In 10,000 such steps it learns {} of these modes.\n", e.learned);
    for (std::size_t k = 0; k < e.modes.size(); ++k) {
        learned_mode const& mode = e.modes[k];
        auto const most = static_cast<std::size_t>(std::ranges::max_element(mode.share) - mode.share.begin());
        out += fmt::format("mode {:<8}Takes time {:.3g}, {:.3g} steps{}; {:.0f} % of it is in {}.\n", k + 1, mode.time,
                           mode.steps,
                           mode.wave_number > 0 ? fmt::format(", wave number {:.3g}", mode.wave_number) : "",
                           100 * mode.share[most], e.pulls[most].name);
    }
    return out;
}

std::string pull_text(explanation const& e) {
    std::string out;
    for (block_pull const& pull : e.pulls) {
        std::string const shown = pull.text.empty() ? pull.name : pull.name + ": " + pull.text;
        out += pull.neglected() && pull.even_lambda == 0
                   ? fmt::format("neglected    {} does not pull: at this start no parameter changes its residual.\n",
                                 shown)
               : pull.neglected()
                   ? fmt::format("neglected    {} has {:.3g} % of the pull and will be learned late; weight {:.2g} "
                                 "instead of {:.2g} makes it even with the strongest.\n",
                                 shown, 100 * pull.share, pull.even_lambda, pull.lambda)
                   : fmt::format("heeded       {} has {:.3g} % of the pull.\n", shown, 100 * pull.share);
    }
    return out;
}

std::string scale_text(axis_scale const& s) {
    if (s.waves.highest == 0)
        return fmt::format("scale        The equation's coefficients do not vary along {}.\n", s.axis);
    std::string out = fmt::format("scale        Along {} the shortest wave in the equation has length {}{:.3g}: {} "
                                  "points resolve it.\n",
                                  s.axis, s.waves.resolved ? "" : "at most ",
                                  2 * std::numbers::pi / s.waves.highest, s.points);
    if (s.waves.carrier > 0 && s.first_layer > 0)
        out += s.first_layer_reaches()
                   ? fmt::format("features     The first layer reaches wave number {:.3g} along {}, the fine scale {} "
                                 "has {:.3g}.\n",
                                 s.first_layer, s.axis, s.argument, s.waves.carrier)
                   : fmt::format("features     The first layer reaches wave number {0:.3g} only, the fine scale {1} "
                                 "has {2:.3g}: use features({3}, sin({1}), cos({1})) or first_layer_scale = {4:.2g}.\n",
                                 s.first_layer, s.argument, s.waves.carrier, s.inputs, s.first_layer_scale);
    return out;
}

}  // namespace

std::string to_text(explanation const& e) {
    std::string out;
    for (std::string const& sentence : e.contradictions) out += fmt::format("contradicts  {}.\n", sentence);
    out += flow_text(e) + pull_text(e);
    for (axis_scale const& s : e.scales) {
        out += scale_text(s);
        if (s.first_layer_overshoots())
            out += fmt::format("features     The network starts with wave number {:.3g} along {}, far above all that "
                               "the equation has: use first_layer_scale = {:.2g}.\n",
                               s.first_layer, s.axis, s.first_layer_scale);
    }
    out += e.enough_points() ? fmt::format("points       {} points inside are enough, {} are needed.\n", e.points,
                                           e.points_needed)
                             : fmt::format("points       {} points inside are too few, {} are needed.\n", e.points,
                                           e.points_needed);
    out += fmt::format("cost         Loss and gradient take {} operations, the Jacobian as many and {}.\n",
                       operations(e.cost.gradient), bytes(e.cost.jacobian_bytes));
    out += fmt::format("cost         An iteration of Levenberg-Marquardt takes {} operations and {}.\n",
                       operations(e.cost.levenberg_marquardt), bytes(e.cost.levenberg_marquardt_bytes));
    return out;
}

}  // namespace lamina
