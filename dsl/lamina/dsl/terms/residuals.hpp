#pragma once

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <lamina/dsl/problem/forms.hpp>
#include <lamina/dsl/terms/unknowns.hpp>

/// The scalar residuals of a problem E, or of its equations E alone: what holds at each point of the domain, of its
/// boundary, of pairs of faces. Each has a static side, `Source::residual(g)`, for the structure, and takes the object
/// itself for its numbers.
namespace lamina {

/// What all residuals of one problem share
template <class Self, class E>
struct residual_of {
    static constexpr int residuals = 1;
    static constexpr unknown_table const& unknowns = unknowns_of<E>::value;
    static constexpr graph::node_id residual(graph::arena& g) { return Self{}.lower(g); }
};

/// Component I of left - right of an equation or of a condition, or of an expression
template <class E, class Of, int I = 0>
struct equation_residual : residual_of<equation_residual<E, Of, I>, E> {
    Of of{};
    constexpr equation_residual() = default;
    constexpr explicit equation_residual(Of const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        int const cols = g[id].form.is_matrix() ? g[id].form.cols : 1;
        return graph::component(g, id, I / cols, I % cols);
    }
};

/// How many scalar residuals an equation has: one for each component of its sides
template <class Of>
inline constexpr int residual_count = [] {
    graph::arena g;
    shape const form = g[Of{}.lower(g)].form;
    return form.is_scalar() ? 1 : form.rows * (form.is_matrix() ? form.cols : 1);
}();

/// All components of left - right of equations or conditions that hold at the same points
template <class E, class... Of>
struct joint_residual {
    static constexpr int residuals = (residual_count<Of> + ...);
    static constexpr unknown_table const& unknowns = unknowns_of<E>::value;
    boost::hana::tuple<Of...> of{};
    constexpr joint_residual() = default;
    constexpr explicit joint_residual(Of const&... e) : of(e...) {}
    static constexpr graph::id_list residual(graph::arena& g) { return joint_residual{}.lower(g); }
    constexpr graph::id_list lower(graph::arena& g) const {
        graph::id_list out;
        boost::hana::for_each(of, [&](auto const& equation) {
            graph::node_id const id = equation.lower(g);
            shape const form = g[id].form;
            int const cols = form.is_matrix() ? form.cols : 1;
            for (int i = 0; i < (form.is_scalar() ? 1 : form.rows * cols); ++i)
                out.push(graph::component(g, id, i / cols, i % cols));
        });
        return out;
    }
};

/// All components of an expression, for its values at a solution: an unknown need not be in each of them
template <class E, class Of>
struct value_of : joint_residual<E, Of> {
    static constexpr bool of_solution = true;
    using joint_residual<E, Of>::joint_residual;
};

namespace graph {
/// d^order u / dx_axis^order of scalar unknown number k: equal on the sides that a periodic condition identifies
constexpr node_id periodic_residual(arena& g, unknown_table const& all, int k, int axis, int order) {
    id_list along;
    for (int i = 0; i < order; ++i) along.push(graph::axis(g, all, axis));
    return partial(g, scalar_unknown(g, all, k), along);
}
}  // namespace graph

/// f - c of a condition mean(f) == c
template <class E, class Of>
struct mean_residual : residual_of<mean_residual<E, Of>, E> {
    Of of{};
    constexpr mean_residual() = default;
    constexpr explicit mean_residual(Of const& e) : of(e) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const left = of.left.of.lower(g);
        return graph::difference(g, left, of.right.lower(g));
    }
};

/// The unknown that a solution is the value of: the first, of `first_order(p)` that of p, which its flux comes before
template <class E>
inline constexpr std::string_view leading_unknown = unknowns_of<E>::value.unknown[0].name;
template <class E, class... Conditions>
inline constexpr std::string_view leading_unknown<problem_t<E, Conditions...>> = leading_unknown<E>;
template <class E, fixed_string Flux, class R, class Balance>
inline constexpr std::string_view
    leading_unknown<system_t<equation_t<derived_t<forms::split<E, Flux>, 0>, R>, Balance>> = leading_unknown<E>;

/// The leading unknown itself, all of its components
template <class E>
struct value_residual {
    static constexpr bool of_solution = true;
    static constexpr unknown_table const& unknowns = unknowns_of<E>::value;
    static constexpr int first = [] {
        int k = 0;
        while (unknowns.unknown[static_cast<std::size_t>(k)].name != leading_unknown<E>) ++k;
        return k;
    }();
    static constexpr int residuals = [] {
        int count = 1;
        while (first + count < unknowns.size && unknowns.unknown[static_cast<std::size_t>(first + count)].component > 1)
            ++count;
        return count;
    }();
    static constexpr shape form{unknowns.unknown[static_cast<std::size_t>(first)].component == 0 ? 0 : residuals, 0};
    static constexpr graph::id_list residual(graph::arena& g) { return value_residual{}.lower(g); }
    constexpr graph::id_list lower(graph::arena& g) const {
        graph::id_list out;
        for (int k = 0; k < residuals; ++k) out.push(graph::scalar_unknown(g, unknowns, first + k));
        return out;
    }
};

/// The leading unknown minus an expression of position and time, all of their components
template <class E, class Of>
struct difference_to : value_residual<E> {
    using value = value_residual<E>;
    Of of{};
    constexpr difference_to() = default;
    constexpr explicit difference_to(Of const& e) : of(e) {}
    static constexpr graph::id_list residual(graph::arena& g) { return difference_to{}.lower(g); }
    constexpr graph::id_list lower(graph::arena& g) const {
        graph::id_list out = value{}.lower(g);
        graph::node_id const id = of.lower(g);
        for (int k = 0; k < out.size; ++k)
            out[k] = graph::difference(g, out[k], value::form.is_scalar() ? id : graph::component(g, id, k));
        return out;
    }
};

/// The values of a Source, then the derivative of each along each axis of space
template <class Source>
struct with_gradient {
    static constexpr bool of_solution = true;
    static constexpr unknown_table const& unknowns = Source::unknowns;
    static constexpr int residuals = Source::residuals * (1 + unknowns.dimension);
    Source of{};
    constexpr with_gradient() = default;
    constexpr explicit with_gradient(Source const& source) : of(source) {}
    static constexpr graph::id_list residual(graph::arena& g) { return with_gradient{}.lower(g); }
    constexpr graph::id_list lower(graph::arena& g) const {
        graph::id_list const values = of.lower(g);
        graph::id_list out = values;
        for (int k = 0; k < values.size; ++k)
            for (int i = 0; i < unknowns.dimension; ++i) {
                out.push(graph::scalarize(g, graph::partial(g, values[k], graph::ids(graph::axis(g, unknowns, i)))));
            }
        return out;
    }
};

}  // namespace lamina
