#include <lamina/homogenize/proposed_space.hpp>

#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include <lamina/discretise/fast_waves.hpp>
#include <lamina/train/fast_problem.hpp>
#include <lamina/train/oscillating_problem.hpp>

namespace lamina::solving {

linear_space proposed_space(problem_in_space const& of, expansion_choice const& choice) {
    if (!(choice.tolerance > 0 && choice.tolerance < 1))
        throw std::invalid_argument(
            fmt::format("proposed_space: tolerance is {}, expected a number between 0 and 1", choice.tolerance));
    if (choice.order < 1 || choice.order > 7)
        throw std::invalid_argument(fmt::format("proposed_space: order is {}, expected 1 to 7", choice.order));
    if (choice.degree < 1)
        throw std::invalid_argument("proposed_space: degree is 0, expected at least 1");
    if (auto const fast = fast_problem::of(of))
        if (auto const waves = fast->space(choice.tolerance, choice.further)) return space_of(*waves, of.domain);
    if (auto const oscillating = oscillating_problem::of(of))
        if (auto space = oscillating->space(choice.order, choice.degree)) return *std::move(space);
    throw std::invalid_argument(fmt::format(
        "proposed_space: the expansion of {} proposes no functions; expected a linear equation for one function, of "
        "one variable with smooth coefficients of x and x / eps, or on a rectangle with smooth coefficients of x / eps "
        "alone; solve the homogenised problem, or name a space of your own",
        std::string(of.problem.problem.unknowns->unknown[0].name)));
}

}  // namespace lamina::solving
