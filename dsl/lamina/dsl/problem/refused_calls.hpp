#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/where.hpp>
#include <lamina/dsl/reject/functions.hpp>

/// Calls of the functions of the language with another number of arguments, or with what has no value: refused. Calls
/// without anything of the language are left to other functions of the same name.
namespace lamina {

template <class... Parts>
constexpr reject::refusal_of_call<Parts...> exp(Parts const&...) {
    return reject::no_call_of_one<"exp", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> log(Parts const&...) {
    return reject::no_call_of_one<"log", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sin(Parts const&...) {
    return reject::no_call_of_one<"sin", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> cos(Parts const&...) {
    return reject::no_call_of_one<"cos", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> tan(Parts const&...) {
    return reject::no_call_of_one<"tan", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> tanh(Parts const&...) {
    return reject::no_call_of_one<"tanh", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sech(Parts const&...) {
    return reject::no_call_of_one<"sech", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sinh(Parts const&...) {
    return reject::no_call_of_one<"sinh", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> cosh(Parts const&...) {
    return reject::no_call_of_one<"cosh", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> asin(Parts const&...) {
    return reject::no_call_of_one<"asin", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> acos(Parts const&...) {
    return reject::no_call_of_one<"acos", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> atan(Parts const&...) {
    return reject::no_call_of_one<"atan", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> erf(Parts const&...) {
    return reject::no_call_of_one<"erf", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> exp2(Parts const&...) {
    return reject::no_call_of_one<"exp2", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> log2(Parts const&...) {
    return reject::no_call_of_one<"log2", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> log10(Parts const&...) {
    return reject::no_call_of_one<"log10", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> cbrt(Parts const&...) {
    return reject::no_call_of_one<"cbrt", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> abs(Parts const&...) {
    return reject::no_call_of_one<"abs", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sign(Parts const&...) {
    return reject::no_call_of_one<"sign", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> sqrt(Parts const&...) {
    return reject::no_call_of_one<"sqrt", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> norm(Parts const&...) {
    return reject::no_call_of_one<"norm", Parts...>();
}

template <class... Parts>
constexpr reject::refusal_of_call<Parts...> min(Parts const&...) {
    return reject::no_call_of_two<"min", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> max(Parts const&...) {
    return reject::no_call_of_two<"max", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> hypot(Parts const&...) {
    return reject::no_call_of_two<"hypot", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> atan2(Parts const&...) {
    return reject::no_call_of_two<"atan2", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> pow(Parts const&...) {
    return reject::no_call_of_two<"pow", Parts...>();
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
    return reject::no_call_of_one<"rot", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> curl(Parts const&...) {
    return reject::no_call_of_one<"curl", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dt(Parts const&...) {
    return reject::no_call_of_one<"dt", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dtt(Parts const&...) {
    return reject::no_call_of_one<"dtt", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> d(Parts const&...) {
    return reject::no_call<"d", "an expression and then coordinates", ", x[0]", Parts...>();
}
template <class... Parts>
constexpr reject::refusal_of_call<Parts...> dot(Parts const&...) {
    return reject::no_call<"dot", "two vectors", ", q", Parts...>();
}

}  // namespace lamina
