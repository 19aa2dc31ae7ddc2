#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/calculus/vector_rules.hpp>
#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/expr/whole.hpp>
#include <lamina/dsl/reject/differentials.hpp>

namespace lamina {

/// grad, div or lap of E with respect to the position At; At = void: the one that E depends on
template <graph::op Kind, class E, class At, int Dimension>
struct differential_t
    : components<differential_t<Kind, E, At, Dimension>, graph::form_of_differential(Kind, Dimension, E::form)> {
    static constexpr shape form = graph::form_of_differential(Kind, Dimension, E::form);
    static constexpr int dimension = Dimension;
    [[no_unique_address]] E of;
    constexpr differential_t() = default;
    constexpr explicit differential_t(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        graph::name_id name;
        if constexpr (std::is_void_v<At>) name = surface::only_position(g, id);
        else name = g.name(At::name.view());
        return graph::whole_differential(g, Kind, name, Dimension, id);
    }
    template <class... Arguments>
    constexpr reject::nothing operator()(Arguments const&...) const {
        return reject::no_function<differential_t, Arguments...>();
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<differential_t, Right>();
    }
};

/// (df/dx_0, ..., df/dx_{D-1}) of a scalar f, a D-vector for every D; of a vector v the matrix dv_i/dx_j
template <Expression E>
constexpr auto grad(E const& e) {
    if constexpr (!reject::differential_argument<"grad", E>()) return reject::nothing{};
    else if constexpr (E::form.is_vector())
        return by_components<jacobian_of, shape{E::form.rows, E::dimension}, E>{e};
    else return differential_t<graph::op::grad, E, void, E::dimension>{e};
}
/// sum_i dv_i/dx_i of a D-vector v; of a matrix S the vector sum_j dS_ij/dx_j
template <Expression E>
constexpr auto div(E const& e) {
    if constexpr (!reject::differential_argument<"div", E>()) return reject::nothing{};
    else if constexpr (E::form.is_matrix()) return by_components<divergence_of_rows, shape{E::form.rows, 0}, E>{e};
    else return differential_t<graph::op::div, E, void, E::dimension>{e};
}
/// sum_i d^2 f/dx_i^2 of a scalar f, or of each component of a vector
template <Expression E>
constexpr auto lap(E const& e) {
    if constexpr (!reject::differential_argument<"lap", E>()) return reject::nothing{};
    else if constexpr (E::form.is_vector()) return by_components<laplacian_of_components, E::form, E>{e};
    else return differential_t<graph::op::lap, E, void, E::dimension>{e};
}
/// The rotated gradient (df/dx_1, -df/dx_0) of a scalar f in two dimensions; of a 2-vector v the scalar
/// dv_1/dx_0 - dv_0/dx_1; of a 3-vector the vector curl. `rot` and `curl` are one operator.
template <Expression E>
constexpr auto rot(E const& e) {
    if constexpr (!reject::rot_argument<E>()) return reject::nothing{};
    else if constexpr (E::form.is_scalar()) return by_components<rotated_gradient, shape{2, 0}, E>{e};
    else if constexpr (E::dimension == 2) return by_components<plane_curl, shape{}, E>{e};
    else return by_components<space_curl, shape{3, 0}, E>{e};
}
template <Expression E>
constexpr auto curl(E const& e) {
    return rot(e);
}
/// Of a number: refused
constexpr auto grad(Number auto number) { return grad(as_expression(number)); }
constexpr auto div(Number auto number) { return div(as_expression(number)); }
constexpr auto lap(Number auto number) { return lap(as_expression(number)); }
/// The same with respect to one of several positions: `grad(u1, y)`
template <Expression E, int D, fixed_string Name>
constexpr auto grad(E const& e, position_t<D, Name>) {
    if constexpr (!reject::differential_arguments<"grad", E, position_t<D, Name>>()) return reject::nothing{};
    else return differential_t<graph::op::grad, E, position_t<D, Name>, D>{e};
}
template <Expression E, int D, fixed_string Name>
constexpr auto div(E const& e, position_t<D, Name>) {
    if constexpr (!reject::differential_arguments<"div", E, position_t<D, Name>>()) return reject::nothing{};
    else return differential_t<graph::op::div, E, position_t<D, Name>, D>{e};
}
template <Expression E, int D, fixed_string Name>
constexpr auto lap(E const& e, position_t<D, Name>) {
    if constexpr (!reject::differential_arguments<"lap", E, position_t<D, Name>>()) return reject::nothing{};
    else return differential_t<graph::op::lap, E, position_t<D, Name>, D>{e};
}

/// The derivative of E along each of the coordinates in turn: `d(u, x[0], x[1])`
template <class E, class... Along>
struct partial_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<E, Along...>;
    [[no_unique_address]] E of;
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id f = of.lower(g);
        graph::id_list along;
        (along.push(Along{}.lower(g)), ...);
        if (graph::contains(g, f, graph::op::unknown) || graph::contains(g, f, graph::op::field) ||
            !graph::is_smooth(g, f))  // what jumps or has a kink shows that it is differentiated
            return graph::partial(g, f, along);
        f = graph::scalarize(g, f);
        for (int k = 0; k < along.size; ++k) f = graph::derivative(g, f, along[k]);
        return f;
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<partial_t, Right>();
    }
};
template <Expression E, Operand... Along>
constexpr auto d(E const& e, Along const&...) {
    if constexpr (reject::partial_arguments<E, expression_of<Along>...>()) return partial_t<E, Along...>{e};
    else return reject::nothing{};
}

/// du/dt and d^2 u/dt^2 of a scalar u, or of each component of a vector
template <Expression E>
constexpr auto dt(E const& e) {
    if constexpr (E::form.is_vector()) return by_components<in_time<1>, E::form, E>{e};
    else return d(e, time_axis);
}
template <Expression E>
constexpr auto dtt(E const& e) {
    if constexpr (E::form.is_vector()) return by_components<in_time<2>, E::form, E>{e};
    else return d(e, time_axis, time_axis);
}

/// The average of E over the cell of the position At; without one, over the position that E depends on
template <class E, class At>
struct mean_t : components<mean_t<E, At>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    constexpr mean_t() = default;
    constexpr explicit mean_t(E const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        graph::name_id name;
        if constexpr (std::is_void_v<At>) name = surface::only_position(g, id);
        else name = g.name(At::name.view());
        return graph::mean(g, name, dimension, id);
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<mean_t, Right>();
    }
};
template <Expression E>
constexpr mean_t<E, void> mean(E const& e) {
    return mean_t<E, void>{e};
}
template <Expression E, int D, fixed_string Name>
constexpr auto mean(E const& e, position_t<D, Name>) {
    if constexpr (!reject::averaged_over<E, position_t<D, Name>>()) return reject::nothing{};
    else return mean_t<E, position_t<D, Name>>{e};
}

}  // namespace lamina
