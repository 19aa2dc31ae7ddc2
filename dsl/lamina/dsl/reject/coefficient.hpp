#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of the bodies of coefficients.
namespace lamina::reject {

/// Plain: a function object without captures, or a table
template <fixed_string Name, bool Plain>
constexpr bool body_is_plain() {
    if constexpr (!Plain)
        refuse<said<[] {
            sentence s;
            s << "coefficient<\"" << Name.view() << "\">(body): the body is no function without captures; write "
              << "coefficient<\"" << Name.view()
              << "\">([](auto y) { return ...; }), and values that are bound later as "
              << "parameter<\"k\">";
            return s;
        }>>();
    return Plain;
}

/// What may follow the body: `symmetric`, `coercive`, ...
template <class T>
concept Property = requires(properties p) { p.declare(T{}); };
template <fixed_string Name, class... Declared>
constexpr bool are_properties() {
    if constexpr (!whole<Declared...>()) return false;
    else {
        constexpr bool fits = (Property<Declared> && ...);
        if constexpr (!fits)
            refuse<said<[] {
                sentence s;
                s << "coefficient<\"" << Name.view() << "\">(body, " << wordings<Declared...>()
                  << "): what follows the body is continuous, differentiable, symmetric, coercive or periodic, as in "
                  << "coefficient<\"" << Name.view() << "\">(body, periodic)";
                return s;
            }>>();
        return fits;
    }
}

/// What the body of coefficient Name returns is an expression or a number.
template <fixed_string Name, class Made>
constexpr bool body_gives() {
    constexpr bool fits = Operand<Made> && !std::is_same_v<Made, bool>;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << Name.view() << ": its body gives ";
            if constexpr (std::is_void_v<Made>) s << "nothing; write [](auto y) { return ...; }";
            else if constexpr (kind_of<Made>() == part::criterion)
                s << wording<Made>() << ", which is true or false; write where(" << wording<Made>() << ", 1.0, 0.0)";
            else s << "no expression; write an expression in its arguments";
            return s;
        }>>();
    return fits;
}

/// Whether Body can be called with as many numbers as there are indices
template <class Body, std::size_t... I>
constexpr bool of_numbers(std::index_sequence<I...>) {
    return std::is_invocable_v<Body const&, decltype(static_cast<void>(I), 0.0)...>;
}

/// A coefficient at Arguments, with Given what its body is called with in their place
template <fixed_string Name, class Body, class... Given>
struct body {
    template <class... Arguments>
    static constexpr bool takes() {
        if constexpr (!whole<Arguments...>()) return false;
        else if constexpr (std::is_invocable_v<Body const&, Given...>)
            return body_gives<Name, std::remove_cvref_t<std::invoke_result_t<Body const&, Given...>>>();
        else {
            refuse<said<[] {
                sentence s;
                s << Name.view() << "(" << wordings<Arguments...>() << "): the body of " << Name.view();
                if constexpr (of_numbers<Body>(std::make_index_sequence<sizeof...(Given)>{}))
                    return s << " takes numbers, and is called with expressions; write [](auto y) { return ...; }";
                return s << " has no such arguments; write as many as its [](auto y) names";
            }>>();
            return false;
        }
    }
};

}  // namespace lamina::reject
