#pragma once

#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/reject/unknown.hpp>

namespace lamina {

/// A function that a problem asks for, a scalar (Size = 0) or a vector of Size components. It says what it depends
/// on: `unknown<"u">(x)`, `unknown<"u">(x, t)`, `unknown<"v", 2>(x)` with components v[0], v[1].
template <fixed_string Name, int Size, class... Arguments>
struct unknown_t : components<unknown_t<Name, Size, Arguments...>, shape{Size, 0}> {
    static constexpr shape form{Size, 0};
    static constexpr int dimension = common_dimension<Arguments...>;
    static constexpr auto name = Name;
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list where;
        (where.push(Arguments{}.lower(g)), ...);
        return g.add({.kind = graph::op::unknown, .name = g.name(Name.view()), .form = form}, where);
    }
    /// `u(0.5)`, no value: what an unknown depends on is said once.
    template <class... At>
    constexpr reject::nothing operator()(At const&...) const {
        return reject::called_twice<Name, At...>();
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<unknown_t, Right>();
    }
};

template <fixed_string Name, int Size>
struct unknown_name {
    static constexpr shape form{Size, 0};
    static constexpr int dimension = 0;
    static constexpr auto name = Name;
    static constexpr auto uncalled = fixed_string("an unknown");
    template <class... Arguments>
    constexpr auto operator()(Arguments const&...) const {
        if constexpr (reject::positions_of_function<"unknown", Name, (Independent<Arguments> && ...), Arguments...>())
            return unknown_t<Name, Size, Arguments...>{};
        else return reject::nothing{};
    }
    constexpr graph::node_id lower(graph::arena&) const { return reject::called<unknown_name>(); }
};
namespace surface {
template <fixed_string Name, int... Size>
constexpr auto unknown_named() {
    if constexpr (reject::components_of_unknown<Name, Size...>())
        return named<unknown_name<Name, (Size + ... + 0)>, "unknown", Name>();
    else return reject::nothing{};
}
}  // namespace surface
template <fixed_string Name, int... Size>
inline constexpr auto unknown = surface::unknown_named<Name, Size...>();

}  // namespace lamina
