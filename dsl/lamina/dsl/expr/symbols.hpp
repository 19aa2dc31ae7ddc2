#pragma once

#include <cstddef>
#include <type_traits>

#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/expr/index.hpp>
#include <lamina/dsl/reject/dimension.hpp>

namespace lamina {

/// Component I of the position `Name` in Dimension dimensions.
template <int Dimension, fixed_string Name, int I>
struct coordinate_t {
    static constexpr shape form{};
    static constexpr int dimension = Dimension;
    constexpr int lower(graph::arena& g) const { return graph::coordinate(g, g.name(Name.view()), I, Dimension); }
};

inline constexpr int largest_dimension = 10;

/// Where a point is: `position<2>` has components x[0], x[1]; `position<1>` also stands for its one component;
/// from three on an index is a type, `x[4_c]`. Up to 10 dimensions.
/// A second position, such as the fast variable of two scales, has another name: `position<2, "y">`.
template <int Dimension, fixed_string Name = "x">
struct position_t : indexed<position_t<Dimension, Name>, Dimension> {
    static_assert((reject::dimension<Dimension, largest_dimension>(), true));
    static constexpr shape form{Dimension == 1 ? 0 : Dimension, 0};
    static constexpr int dimension = Dimension;
    static constexpr auto name = Name;
    constexpr int lower(graph::arena& g) const { return graph::position(g, g.name(Name.view()), Dimension); }

    template <int I>
    constexpr coordinate_t<Dimension, Name, I> component() const {
        return {};
    }
};
template <int Dimension, fixed_string Name = "x">
inline constexpr position_t<Dimension, Name> position{};

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
    constexpr int lower(graph::arena& g) const { return graph::coordinate(g, g.name("t"), 0, 1); }
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
    constexpr int lower(graph::arena& g) const {
        return g.add({.kind = graph::op::parameter, .name = g.name(Name.view()), .a = Trained ? 1 : 0});
    }
    template <Number T>
    constexpr binding<Name> operator=(T value) const {
        return {static_cast<double>(value)};
    }
};
template <fixed_string Name>
inline constexpr parameter_t<Name> parameter{};
/// `trained<"k">`: a parameter of an inverse problem. It is found together with the unknowns; residuals are
/// differentiated by it exactly.
template <fixed_string Name>
inline constexpr parameter_t<Name, true> trained{};

/// A scalar function of position that is known only at run time (a solution, a tabulated coefficient). Its values
/// and derivatives are bound when the problem is solved.
template <fixed_string Name, class... Positions>
struct field_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<Positions...>;
    static constexpr auto name = Name;
    constexpr int lower(graph::arena& g) const {
        graph::id_list where;
        (where.push(Positions{}.lower(g)), ...);
        return g.add({.kind = graph::op::field, .name = g.name(Name.view())}, where);
    }
};

template <fixed_string Name>
struct field_name {
    template <Independent... Positions>
    constexpr field_t<Name, Positions...> operator()(Positions const&...) const {
        return {};
    }
};
template <fixed_string Name>
inline constexpr field_name<Name> field{};

}  // namespace lamina
