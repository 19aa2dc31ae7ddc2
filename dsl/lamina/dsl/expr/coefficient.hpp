#pragma once

#include <type_traits>
#include <utility>

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <lamina/dsl/expr/sampled.hpp>
#include <lamina/dsl/reject/coefficient.hpp>
#include <lamina/dsl/reject/names.hpp>

namespace lamina {

template <int Slot, int I>
struct argument_component_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const {
        return g.add({.kind = graph::op::argument, .a = Slot, .b = I});
    }
};

/// What a coefficient's body is called with: argument number Slot, a scalar or a vector of Size components.
template <int Slot, int Size>
struct argument_t : indexed<argument_t<Slot, Size>, Size> {
    static constexpr shape form{Size == 1 ? 0 : Size, 0};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const {
        return g.add({.kind = graph::op::argument, .a = Slot, .b = Size == 1 ? 0 : -1, .form = form});
    }
    template <int I>
    constexpr argument_component_t<Slot, I> component() const {
        return {};
    }
};

namespace surface {
constexpr int size_of(shape form) { return form.is_scalar() ? 1 : form.rows; }

/// What a body is called with in the place of an argument of type T
template <int Slot, class T>
using stand_in = argument_t<Slot, size_of(T::form)>;

template <fixed_string Name, class Body, class... Arguments>
inline constexpr bool body_takes = []<std::size_t... Slot>(std::index_sequence<Slot...>) {
    return reject::body<Name, Body, stand_in<static_cast<int>(Slot), Arguments>...>::template takes<Arguments...>();
}(std::index_sequence_for<Arguments...>{});

template <class Body, std::size_t... Slot, class... Arguments>
constexpr auto body_of(Body const& body, std::index_sequence<Slot...>, Arguments const&...) {
    return as_expression(body(stand_in<static_cast<int>(Slot), Arguments>{}...));
}
template <class Body, class... Arguments>
using body_type = std::remove_cvref_t<decltype(body_of(
    std::declval<Body const&>(), std::index_sequence_for<Arguments...>{}, std::declval<Arguments const&>()...))>;

/// Its address stands for the types.
template <class... Types>
inline constexpr char identity = 0;
}  // namespace surface

/// A coefficient at its arguments: `a(x / eps)`. It prints by name and is differentiated through its body.
/// Its shape is that of its body.
template <fixed_string Name, properties Declared, class Body, class... Arguments>
struct call_t : components<call_t<Name, Declared, Body, Arguments...>, surface::body_type<Body, Arguments...>::form> {
    static constexpr shape form = surface::body_type<Body, Arguments...>::form;
    static constexpr int dimension = common_dimension<Arguments...>;
    static constexpr auto name = Name;
    [[no_unique_address]] Body body;
    boost::hana::tuple<Arguments...> arguments{};

    constexpr call_t() = default;
    constexpr call_t(Body const& b, Arguments const&... a) : body(b), arguments(a...) {}

    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list at;
        boost::hana::for_each(arguments, [&](auto const& argument) { at.push(argument.lower(g)); });
        graph::name_id const name = g.name(Name.view());
        return g.add({.kind = graph::op::call, .name = name, .a = function(g, name), .form = form}, at);
    }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<call_t, Right>();
    }

private:
    constexpr int function(graph::arena& g, graph::name_id name) const {
        using body_t = surface::body_type<Body, Arguments...>;
        void const* const identity = &surface::identity<Body, body_t>;
        for (int k = 0; k < g.function_count; ++k) {
            graph::function const& known = g.functions[static_cast<std::size_t>(k)];
            if (known.name == name && known.identity == identity) return k;
        }
        int const at = g.function_count++;
        g.bodies += is_table<Body> ? 0 : 1;
        graph::node_id const root =
            surface::body_of(body, std::index_sequence_for<Arguments...>{}, Arguments{}...).lower(g);
        g.bodies -= is_table<Body> ? 0 : 1;
        g.functions.at(static_cast<std::size_t>(at)) = {name, identity, sizeof...(Arguments), root, form, Declared};
        return at;
    }
};

/// `coefficient<"a">([](auto y) { return 2 + sin(y); })`: a function of its arguments, scalar, `vector(...)` or
/// `matrix(...)`. The body is a generic lambda without captures: what it would capture is a `parameter`.
/// Declarations of `properties.hpp` may follow: `coefficient<"a">(body, symmetric, coercive)`.
template <fixed_string Name, properties Declared, class Body>
struct coefficient_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    static constexpr auto name = Name;
    static constexpr auto uncalled = fixed_string("a coefficient");
    [[no_unique_address]] Body body;
    template <Operand... Arguments>
    constexpr auto operator()(Arguments const&... at) const {
        if constexpr (surface::body_takes<Name, Body, expression_of<Arguments>...>)
            return call_t<Name, Declared, Body, expression_of<Arguments>...>{body, as_expression(at)...};
        else return reject::nothing{};
    }
    constexpr graph::node_id lower(graph::arena&) const { return reject::called<coefficient_t>(); }
};
template <fixed_string Name, class Body, class... Properties>
constexpr auto coefficient(Body const& body, Properties... declared) {
    ((void)declared, ...);
    if constexpr (reject::body_is_plain<Name, std::is_empty_v<Body> || is_table<Body>>() &&
                  reject::name_is_free<"coefficient", Name>() && reject::are_properties<Name, Properties...>()) {
        constexpr properties all = [] {
            properties p;
            (p.declare(Properties{}), ...);
            return p;
        }();
        return coefficient_t<Name, all, Body>{body};
    } else {
        return reject::nothing{};
    }
}

}  // namespace lamina
