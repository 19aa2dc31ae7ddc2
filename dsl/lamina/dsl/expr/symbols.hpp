#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/expr/index.hpp>
#include <lamina/dsl/reject/names.hpp>
#include <lamina/dsl/reject/unknown.hpp>

namespace lamina {

/// Component I of the position `Name` in Dimension dimensions.
template <int Dimension, fixed_string Name, int I>
struct coordinate_t {
    static constexpr shape form{};
    static constexpr int dimension = Dimension;
    static constexpr int index = I;
    constexpr graph::node_id lower(graph::arena& g) const {
        return graph::coordinate(g, g.name(Name.view()), I, Dimension);
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<coordinate_t, Right>();
    }
};

inline constexpr int largest_dimension = 10;

/// Where a point is: `position<2>` has components x[0], x[1]; `position<1>` also stands for its one component;
/// from three on an index is a type, `x[4_c]`. Up to 10 dimensions.
/// A second position, such as the fast variable of two scales, has another name: `position<2, "y">`.
template <int Dimension, fixed_string Name = "x">
struct position_t : indexed<position_t<Dimension, Name>, Dimension> {
    static constexpr shape form{Dimension == 1 ? 0 : Dimension, 0};
    static constexpr int dimension = Dimension;
    static constexpr bool is_time = false;
    static constexpr auto name = Name;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::position(g, g.name(Name.view()), Dimension); }

    template <int I>
    constexpr coordinate_t<Dimension, Name, I> component() const {
        return {};
    }
    template <class... Arguments>
    constexpr reject::nothing operator()(Arguments const&...) const {
        return reject::position_called<Name, Dimension, Arguments...>();
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<position_t, Right>();
    }
};
namespace surface {
template <int Dimension, fixed_string Name>
constexpr auto position_named() {
    constexpr auto declared = reject::said<[] { return reject::sentence{} << "position<" << Dimension << ", "; }>;
    if constexpr (!reject::has_dimensions<Dimension, largest_dimension>()) return reject::nothing{};
    else if constexpr (!reject::name_is_free<declared, Name>()) return reject::nothing{};
    else return position_t<Dimension, Name>{};
}
/// A Named<Name> that is declared as `Declared<"Name">`
template <class Named, fixed_string Declared, fixed_string Name>
constexpr auto named() {
    if constexpr (reject::name_is_free<Declared, Name>()) return Named{};
    else return reject::nothing{};
}
}  // namespace surface
template <int Dimension, fixed_string Name = "x">
inline constexpr auto position = surface::position_named<Dimension, Name>();

template <class T>
inline constexpr bool is_position = false;
template <int Dimension, fixed_string Name>
inline constexpr bool is_position<position_t<Dimension, Name>> = true;

/// The time coordinate: `constexpr auto t = time_axis;`. It is called t, stands after the position in
/// `unknown<"u">(x, t)`, and is no direction of grad, div or lap.
struct time_axis_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr auto name = fixed_string("t");
    static constexpr bool is_time = true;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::coordinate(g, graph::name_id::time, 0, 1); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<time_axis_t, Right>();
    }
};
inline constexpr time_axis_t time_axis{};
template <>
inline constexpr bool is_position<time_axis_t> = true;

/// What a function of the problem depends on: positions and time
template <class T>
concept Independent = is_position<T>;

/// `eps = 1.0 / 32`: the value of the parameter `Name`.
template <fixed_string Name>
struct binding {
    static constexpr auto name = Name;
    double value;
};

/// A scalar whose value is bound when the problem is solved; Trained: whose value training looks for, from the
/// bound one on.
template <fixed_string Name, bool Trained = false>
struct parameter_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr auto name = Name;
    constexpr graph::node_id lower(graph::arena& g) const {
        return g.add({.kind = graph::op::parameter, .name = g.name(Name.view()), .a = Trained ? 1 : 0});
    }
    template <Number T>
    constexpr binding<Name> operator=(T value) const {
        return {static_cast<double>(value)};
    }
    template <class... Arguments>
    constexpr reject::nothing operator()(Arguments const&...) const {
        return reject::parameter_called<Name, Arguments...>();
    }
    template <Expression Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<parameter_t, Right>();
    }
};
template <fixed_string Name>
inline constexpr auto parameter = surface::named<parameter_t<Name>, "parameter", Name>();
/// `trained<"k">`: a parameter of an inverse problem. It is found together with the unknowns; residuals are
/// differentiated by it exactly.
template <fixed_string Name>
inline constexpr auto trained = surface::named<parameter_t<Name, true>, "trained", Name>();

/// A scalar function of position that is known only at run time (a solution, a tabulated coefficient). Its values
/// and derivatives are bound when the problem is solved.
template <fixed_string Name, class... Positions>
struct field_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<Positions...>;
    static constexpr auto name = Name;
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list where;
        (where.push(Positions{}.lower(g)), ...);
        return g.add({.kind = graph::op::field, .name = g.name(Name.view())}, where);
    }
};

template <fixed_string Name>
struct field_name {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr auto name = Name;
    static constexpr auto uncalled = fixed_string("a field");
    template <class... Positions>
    constexpr auto operator()(Positions const&...) const {
        if constexpr (reject::positions_of_function<"field", Name, (Independent<Positions> && ...), Positions...>())
            return field_t<Name, Positions...>{};
        else return reject::nothing{};
    }
    constexpr graph::node_id lower(graph::arena&) const { return reject::called<field_name>(); }
};
template <fixed_string Name>
inline constexpr auto field = surface::named<field_name<Name>, "field", Name>();

}  // namespace lamina
