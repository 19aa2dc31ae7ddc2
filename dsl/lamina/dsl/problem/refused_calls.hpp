#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/where.hpp>
#include <lamina/dsl/reject/functions.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

/// Calls of the functions of the language with another number of arguments, or with what has no value: refused. Calls
/// without anything of the language are left to other functions of the same name.
namespace lamina {

template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sqrt(Parts const&...) {
    return reject::no_call<"sqrt", "one expression", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> norm(Parts const&...) {
    return reject::no_call<"norm", "one expression", "", Parts...>();
}

template <long N, long D = 1, class... Parts>
constexpr reject::refusal_of_call<Parts...> pow(Parts const&...) {
    return reject::two_exponents<N, Parts...>();
}

template <class... Parts>
constexpr reject::refusal_of_call<Parts...> grad(Parts const&...) {
    return reject::no_call<"grad", "an expression, and the position where it depends on several", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> div(Parts const&...) {
    return reject::no_call<"div", "an expression, and the position where it depends on several", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> lap(Parts const&...) {
    return reject::no_call<"lap", "an expression, and the position where it depends on several", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> mean(Parts const&...) {
    return reject::no_call<"mean", "an expression, and the position where it depends on several", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> rot(Parts const&...) {
    return reject::no_call<"rot", "one expression", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> curl(Parts const&...) {
    return reject::no_call<"curl", "one expression", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dt(Parts const&...) {
    return reject::no_call<"dt", "one expression", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dtt(Parts const&...) {
    return reject::no_call<"dtt", "one expression", "", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> d(Parts const&...) {
    return reject::no_call<"d", "an expression and then coordinates", ", x[0]", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dot(Parts const&...) {
    return reject::no_call<"dot", "two vectors", ", q", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> substitute(Parts const&...) {
    return reject::no_call<"substitute", "an expression, a part of it, and what replaces the part", ", x[0], 2 * x[0]",
                           Parts...>();
}

}  // namespace lamina
