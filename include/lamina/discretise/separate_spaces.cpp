#include <lamina/discretise/separate_spaces.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/network/joint_space.hpp>

namespace lamina {

namespace {

void feed_each(std::vector<linear_space> const& spaces, network_inputs& to, unknown_table const& unknowns,
               box const& domain) {
    if (std::size_t const expected = unknowns.wholes(); spaces.size() != expected)
        throw std::invalid_argument(
            fmt::format("separate: {} spaces for {} unknowns, expected one for each", spaces.size(), expected));
    network_inputs const given = to;
    for (linear_space const& space : spaces) {
        network_inputs one = given;
        space.feed(one, unknowns, domain);
        if (one.space) to.space = to.space ? std::make_shared<joint_space const>(to.space, one.space) : one.space;
        to.hidden.insert(to.hidden.end(), one.hidden.begin(), one.hidden.end());
    }
    if (to.space && !to.hidden.empty())
        throw std::invalid_argument(
            "separate: polynomials for one unknown and a frozen network for another, expected the same kind for all");
}

}  // namespace

linear_space joined(std::vector<linear_space> spaces) {
    linear_space out;
    std::vector<std::string> texts;
    for (linear_space const& space : spaces) {
        if (space.of_problem || !space.shares.empty())
            throw std::invalid_argument(
                "separate: a space that depends on the problem, or of several, expected chebyshev, fast_waves or "
                "frozen");
        out.shares.push_back(space.functions - 1);
        out.random = out.random || space.random;
        texts.push_back(space.text);
    }
    auto const& largest = *std::ranges::max_element(spaces, {}, &linear_space::functions);
    out.points = largest.points, out.sides = largest.sides, out.functions = largest.functions;
    out.text = fmt::format("separate({})", fmt::join(texts, ", "));
    out.feed = [spaces = std::move(spaces)](network_inputs& to, unknown_table const& unknowns, box const& on) {
        feed_each(spaces, to, unknowns, on);
    };
    return out;
}

}  // namespace lamina
