#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include <lamina/dsl/expr/function_table.hpp>

#include "dual.hpp"
#include "rounded.hpp"

namespace oracle {

/// An elementary function: how it is written, its node, its arguments, where they may lie (away from poles, kinks and
/// values that overflow further up), and itself in numbers T.
template <class T>
struct function {
    std::string_view name;
    lamina::graph::op node;
    int arguments;
    bool (*takes)(double x, double y);
    T (*of)(T const& x, T const& y);
};

using lamina::graph::op;
constexpr bool anywhere(double, double) {
    return true;
}
constexpr bool positive(double x, double) {
    return x > 0.1;
}
constexpr bool small(double x, double) {
    return x < 3 && x > -3;
}
constexpr bool below_one(double x, double) {
    return x < 0.95 && x > -0.95;
}
constexpr bool apart_from_zero(double x, double) {
    return x > 0.1 || x < -0.1;
}
constexpr bool unlike(double x, double y) {
    return x - y > 0.01 || y - x > 0.01;
}
inline bool beside_poles(double x, double) {
    return std::abs(std::cos(x)) > 0.3;
}
constexpr bool right_half(double x, double y) {
    return x > 0.1 && small(y, y);
}
constexpr bool beside_the_cut(double, double y) {
    return y > 0.1;
}

template <class T>
inline constexpr function<T> functions[] = {
    {"exp", op::exp, 1, small, [](T const& x, T const&) { return exp(x); }},
    {"log", op::log, 1, positive, [](T const& x, T const&) { return log(x); }},
    {"sin", op::sin, 1, anywhere, [](T const& x, T const&) { return sin(x); }},
    {"cos", op::cos, 1, anywhere, [](T const& x, T const&) { return cos(x); }},
    {"tan", op::tan, 1, beside_poles, [](T const& x, T const&) { return tan(x); }},
    {"tanh", op::tanh, 1, anywhere, [](T const& x, T const&) { return tanh(x); }},
    {"sinh", op::sinh, 1, small, [](T const& x, T const&) { return sinh(x); }},
    {"cosh", op::cosh, 1, small, [](T const& x, T const&) { return cosh(x); }},
    {"sech", op::sech, 1, small, [](T const& x, T const&) { return sech(x); }},
    {"asin", op::asin, 1, below_one, [](T const& x, T const&) { return asin(x); }},
    {"acos", op::acos, 1, below_one, [](T const& x, T const&) { return acos(x); }},
    {"atan", op::atan, 1, anywhere, [](T const& x, T const&) { return atan(x); }},
    {"erf", op::erf, 1, small, [](T const& x, T const&) { return erf(x); }},
    {"exp2", op::exp2, 1, small, [](T const& x, T const&) { return exp2(x); }},
    {"log2", op::log2, 1, positive, [](T const& x, T const&) { return log2(x); }},
    {"log10", op::log10, 1, positive, [](T const& x, T const&) { return log10(x); }},
    {"cbrt", op::cbrt, 1, apart_from_zero, [](T const& x, T const&) { return cbrt(x); }},
    {"abs", op::abs, 1, apart_from_zero, [](T const& x, T const&) { return x < T(0.0) ? -x : x; }},
    {"sign", op::sign, 1, apart_from_zero, [](T const& x, T const&) { return T(x < T(0.0) ? -1.0 : 1.0); }},
    {"min", op::min, 2, unlike, [](T const& x, T const& y) { return x < y ? x : y; }},
    {"max", op::max, 2, unlike, [](T const& x, T const& y) { return x < y ? y : x; }},
    {"hypot", op::hypot, 2, apart_from_zero,
     [](T const& x, T const& y) {
         T const squares = x * x + y * y;
         return T(0.0) < squares ? pow(squares, 0.5) : T(0.0);  // of a norm, some components may vanish
     }},
    {"atan2", op::atan2, 2, beside_the_cut, [](T const& y, T const& x) { return atan(y / x); }},
    {"pow", op::pow, 2, right_half, [](T const& x, T const& y) { return exp(y * log(x)); }},
};

static_assert(std::ranges::all_of(lamina::elementary::column([](auto kind) { return kind.value; }), [](op kind) {
    return std::ranges::any_of(functions<double>, [&](auto const& f) { return f.node == kind; });
}));

}  // namespace oracle
