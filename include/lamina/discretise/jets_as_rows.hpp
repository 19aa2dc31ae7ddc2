#pragma once

#include <lamina/discretise/prepare.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/rows/collocated_system.hpp>

namespace lamina {

/// The jets of all unknowns that a plan has, as the rows of a system: (unknowns, channels, points)
collocated_system<double> jets_as_rows(network_layout const& layout, graph::term_plan const& plan,
                                       prepared_term const& ready);

}  // namespace lamina
