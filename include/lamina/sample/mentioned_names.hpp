#pragma once

#include <set>
#include <string>

#include <lamina/dsl/terms/lowered_problem.hpp>

namespace lamina {

/// The names that a problem writes: what arguments may bind. A name that only drops out of the equation later, such as
/// that of a parameter in a coefficient that is differentiated away, counts.
class mentioned_names {
public:
    mentioned_names() = default;
    explicit mentioned_names(lowered_problem const& problem);

    /// Adds those of all nodes of `g`.
    void add_nodes(graph::arena const& g);
    void add(mentioned_names const& more);
    void add(lowered_expression const& of);
    /// Throw std::invalid_argument for a name that is not there, with those that are and the nearest of them; `who`
    /// takes the argument: "collocate".
    void expect_parameter(char const* who, std::string const& name) const;
    void expect_field(char const* who, std::string const& name) const;
    void expect_measured(char const* who, std::string const& name) const;

private:
    std::set<std::string> parameters_, fields_, measured_;
};

}  // namespace lamina
