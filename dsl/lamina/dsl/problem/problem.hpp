#pragma once

#include <boost/hana/flatten.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/problem/condition.hpp>
#include <lamina/dsl/problem/refused_calls.hpp>
#include <lamina/dsl/problem/refused_operators.hpp>
#include <lamina/dsl/reject/frame.hpp>

namespace lamina {

/// Several equations that hold together. `lower` gives the first component of the first: a problem of one equation
/// is asked for it.
template <class... E>
struct system_t {
    static constexpr int dimension = common_dimension<E...>;
    static constexpr shape form{};
    boost::hana::tuple<E...> equations{};
};

template <class T>
inline constexpr bool is_system = false;
template <class... E>
inline constexpr bool is_system<system_t<E...>> = true;

/// An equation, or a system of them, with the conditions that make its solution unique.
template <class E, class... Conditions>
struct problem_t {
    static constexpr int dimension = E::dimension;
    static constexpr int condition_count = static_cast<int>(sizeof...(Conditions));
    E equation{};
    boost::hana::tuple<Conditions...> conditions{};
};

/// The equations of a problem, one or several, as a tuple
template <class E>
constexpr auto equations_of(E const& equation) {
    if constexpr (is_system<E>) return equation.equations;
    else return boost::hana::tuple<E>(equation);
}

template <class T>
concept ProblemPart = Equation<T> || Condition<T>;

namespace surface {
template <bool Conditions, class... Parts>
constexpr auto chosen(Parts const&... parts) {
    auto const keep = []<class P>(P const& part) {
        if constexpr (Condition<P> == Conditions) return boost::hana::tuple<P>(part);
        else return boost::hana::tuple<>{};
    };
    return boost::hana::flatten(boost::hana::make_tuple(keep(parts)...));
}
}  // namespace surface

/// `problem(equation, condition...)`, `problem(equation, equation, condition...)`. Refuses an equation without an
/// unknown, a condition on an unknown that no equation contains, parts of different dimensions, time where no unknown
/// depends on it, and normals and measured values where there are none.
template <ProblemPart... Parts>
constexpr auto problem(Parts const&... parts) {
    return boost::hana::unpack(surface::chosen<false>(parts...), [&]<class... E>(E const&... equations) {
        return boost::hana::unpack(surface::chosen<true>(parts...), [&]<class... C>(C const&... conditions) {
            if constexpr (!reject::problem_parts<boost::hana::tuple<E...>, boost::hana::tuple<C...>>())
                return reject::nothing{};
            else if constexpr (!reject::frames<E...>::template fit<C...>())
                return reject::nothing{};
            else if constexpr (sizeof...(E) == 1)
                return problem_t<E..., C...>{equations..., boost::hana::tuple<C...>(conditions...)};
            else
                return problem_t<system_t<E...>, C...>{system_t<E...>{boost::hana::tuple<E...>(equations...)},
                                                       boost::hana::tuple<C...>(conditions...)};
        });
    });
}

/// Anything else: refused, but for what has been refused already
template <class... Parts>
constexpr reject::refusal_of<Parts...> problem(Parts const&...) {
    return reject::no_problem<Parts...>();
}

}  // namespace lamina
