#include <lamina/sample/problem_text.hpp>

#include <memory>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/print/text_of.hpp>
#include <lamina/dsl/rewrite/readable.hpp>

namespace lamina {

std::string text_of_problem(lowered_problem const& problem) {
    std::string out;
    auto const add = [&](lowered_residuals const& of, std::string const& where) {
        auto const g = std::make_unique<graph::arena>(of.arena());
        for (graph::node_id const root : *of.residuals)
            out += to_text(*g, graph::readable(*g, root)) + " == 0" + where + "\n";
    };
    add(problem.equations, "");
    for (lowered_condition const& c : problem.conditions) {
        using enum lowered_condition::kind;
        if (c.how == periodic)
            for (std::size_t i = 0; i < c.periodic.size(); ++i)
                out += c.periodic[i] ? fmt::format("{} periodic along axis {}\n", c.unknown, i) : "";
        else if (c.how == mean)
            add(c.of, " on average");
        else {
            std::string where;
            for (lowered_place const& place : c.places) {
                where += where.empty() ? ", on " : " || ";
                if (place.how == lowered_place::kind::boundary)
                    where += "boundary";
                else if (place.how == lowered_place::kind::measured)
                    where += fmt::format("measured \"{}\"", place.name);
                else
                    where += fmt::format("{} == {}", printing::text_of(place.coordinate, plain),
                                         printing::text_of(place.value, plain));
            }
            add(c.of, where);
        }
    }
    return out;
}

}  // namespace lamina
