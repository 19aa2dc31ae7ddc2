#pragma once

#include <cstddef>
#include <functional>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/discretisation.hpp>
#include <lamina/discretise/generated_problem.hpp>
#include <lamina/discretise/linear_space.hpp>
#include <lamina/network/network_layout.hpp>

namespace lamina::collocation {

/// The box of space and, for problems in time, of time. Throws std::invalid_argument where the domain has another
/// dimension than the equation, and where a time is missing or not asked for.
box domain_of(unknown_table const& unknowns, box const& space, arguments const& with);

/// The layout of a network for so many inputs
using layout_for = std::function<network_layout(std::size_t inputs)>;

/// See `collocate`; `domain`: `domain_of`.
discretisation assemble(generated_problem const& problem, box const& domain, layout_for const& layout, arguments with);

/// In a linear space, of which theta are the coefficients, at points of its own unless others are given
discretisation assemble(generated_problem const& problem, box const& domain, linear_space const& space, arguments with);

}  // namespace lamina::collocation
