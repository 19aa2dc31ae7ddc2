#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/reject/shapes.hpp>
#include <lamina/dsl/rewrite/pull_back.hpp>

namespace lamina::reject {

enum class map_fault { none, large, components, dimension, unknown, position, flat };

template <class Map>
constexpr map_fault fault_of_map(int problem_dimension) {
    if (problem_dimension > 3) return map_fault::large;
    int const components = Map::form.is_scalar() ? 1 : Map::form.is_vector() ? Map::form.rows : 0;
    if (components != problem_dimension) return map_fault::components;
    if (Map::dimension != problem_dimension) return map_fault::dimension;
    graph::arena g;
    graph::node_id const id = Map{}.lower(g);
    if (graph::contains(g, id, graph::op::unknown)) return map_fault::unknown;
    graph::name_id const position = surface::only_position(g, id);
    if (position == graph::name_id::none) return map_fault::position;
    graph::change_of_coordinates const change(g, id, position, Map::dimension);
    return graph::is_zero(g, change.determinant()) ? map_fault::flat : map_fault::none;
}

/// A map from a box to where the equation E holds: as many components and coordinates as E has dimensions.
template <class E, class Map>
constexpr bool maps_to() {
    constexpr map_fault fault = fault_of_map<Map>(E::dimension);
    if constexpr (fault != map_fault::none)
        refuse<said<[] {
            sentence s;
            s << "pull_back: the map " << text_of<Map>();
            if (fault == map_fault::large)
                s << " is of " << E::dimension << " dimensions; a problem is pulled back in 1 to 3";
            if (fault == map_fault::components)
                s << " is " << shape_text(Map::form) << ", the problem " << E::dimension
                  << "-dimensional; give the map one component for each coordinate";
            if (fault == map_fault::dimension)
                s << " depends on " << Map::dimension << " coordinates, the problem is " << E::dimension
                  << "-dimensional; map a box of that dimension";
            if (fault == map_fault::unknown) s << " contains an unknown; write it in the coordinates of the box";
            if (fault == map_fault::position)
                s << " depends on more than one position; write it in the position of the box alone";
            if (fault == map_fault::flat)
                s << " has a Jacobian determinant of 0: it flattens the box; let its components depend on all "
                     "coordinates independently";
            return s;
        }>>();
    return fault == map_fault::none;
}

}  // namespace lamina::reject
