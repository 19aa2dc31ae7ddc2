#include <lamina/sample/mentioned_names.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lamina {

namespace {

/// How many letters have to be put in, left out or changed to make one word of the other (Levenshtein 1966)
std::size_t distance(std::string const& a, std::string const& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t const changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// `said` is what was given under the name, `kind` what it would name.
void expect(std::set<std::string> const& names, std::string const& name, std::string const& said, char const* kind) {
    if (names.contains(name)) return;
    std::string out = fmt::format("{}, but the problem has no {} {}", said, kind, name);
    if (names.empty()) throw std::invalid_argument(fmt::format("{}, and no other", out));
    auto const nearest = std::ranges::min_element(names, {}, [&](auto const& other) { return distance(name, other); });
    if (distance(name, *nearest) <= std::max<std::size_t>(2, name.size() / 3))
        out += fmt::format(": did you mean {}?", *nearest);
    throw std::invalid_argument(
        fmt::format("{} It has {}", out.ends_with('?') ? out : out + ".", fmt::join(names, ", ")));
}

}  // namespace

mentioned_names::mentioned_names(lowered_problem const& problem) {
    add_nodes(problem.equations.arena());
    for (lowered_condition const& c : problem.conditions) {
        if (c.how != lowered_condition::kind::periodic) add_nodes(c.of.arena());
        for (lowered_place const& place : c.places) {
            if (place.how == lowered_place::kind::measured) measured_.insert(std::string(place.name));
            if (place.how == lowered_place::kind::plane) add(place.value);
        }
    }
}

void mentioned_names::add_nodes(graph::arena const& g) {
    for (graph::node_id id{}; g.has(id); ++id) {
        if (g[id].kind == graph::op::parameter) parameters_.insert(std::string(g.name_of(id)));
        if (g[id].kind == graph::op::field) fields_.insert(std::string(g.name_of(id)));
    }
}

void mentioned_names::add(lowered_expression const& of) {
    add_nodes(of.arena());
}

void mentioned_names::add(mentioned_names const& more) {
    parameters_.insert(more.parameters_.begin(), more.parameters_.end());
    fields_.insert(more.fields_.begin(), more.fields_.end());
    measured_.insert(more.measured_.begin(), more.measured_.end());
}

void mentioned_names::expect_parameter(char const* who, std::string const& name) const {
    expect(parameters_, name, fmt::format("{}: {} = ... is given", who, name), "parameter");
}
void mentioned_names::expect_field(char const* who, std::string const& name) const {
    expect(fields_, name, fmt::format("{}: field_values{{\"{}\", ...}} are given", who, name), "field");
}
void mentioned_names::expect_measured(char const* who, std::string const& name) const {
    expect(measured_, name, fmt::format("{}: measurements{{\"{}\", ...}} are given", who, name), "place measured");
}

}  // namespace lamina
