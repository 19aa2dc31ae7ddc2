#pragma once

#include <lamina/dsl/expr/elementary.hpp>
#include <lamina/dsl/expr/real_functions.hpp>

/// The rows of functions of one argument. A slope is written so that it keeps its digits: tanh' as sech^2, not as
/// 1 - tanh^2; asin' with (1 - x) (1 + x), not with 1 - x^2.
namespace lamina::elementary {

using std::acos, std::asin, std::atan, std::cos, std::cosh, std::exp, std::log, std::log10, std::sin, std::sinh,
    std::tan, std::tanh;
using enum symmetry;

template <>
inline constexpr auto row<op::exp> = function{{.name = "exp", .tex = "\\exp", .at_zero = 1, .nonnegative = true},
                                              [](auto x) -> decltype(exp(x)) { return exp(x); },
                                              [](auto, auto f) { return f; }};
template <>
inline constexpr auto row<op::log> = function{{.name = "log", .tex = "\\log", .needs = "x > 0", .at_one = 0},
                                              [](auto x) -> decltype(log(x)) { return log(x); },
                                              [](auto x, auto) { return raised<-1>(x); }};
template <>
inline constexpr auto row<op::sin> = function{{.name = "sin", .tex = "\\sin", .parity = odd, .at_zero = 0},
                                              [](auto x) -> decltype(sin(x)) { return sin(x); },
                                              [](auto x, auto) { return of<op::cos>(x); }};
template <>
inline constexpr auto row<op::cos> = function{{.name = "cos", .tex = "\\cos", .parity = even, .at_zero = 1},
                                              [](auto x) -> decltype(cos(x)) { return cos(x); },
                                              [](auto x, auto) { return -of<op::sin>(x); }};
template <>
inline constexpr auto row<op::tan> = function{{.name = "tan", .tex = "\\tan", .parity = odd, .at_zero = 0},
                                              [](auto x) -> decltype(tan(x)) { return tan(x); },
                                              [](auto, auto f) { return number<1>(f) + raised<2>(f); }};
template <>
inline constexpr auto row<op::tanh> = function{{.name = "tanh", .tex = "\\tanh", .parity = odd, .at_zero = 0},
                                               [](auto x) -> decltype(tanh(x)) { return tanh(x); },
                                               [](auto x, auto) { return raised<2>(of<op::sech>(x)); }};
/// 1 / cosh(x), which does not overflow
template <>
inline constexpr auto row<op::sech> =
    function{{.name = "sech", .tex = "\\operatorname{sech}", .parity = even, .at_zero = 1, .nonnegative = true},
             [](auto x) -> decltype(cosh(x)) { return decltype(x)(1) / cosh(x); },
             [](auto x, auto f) { return -f * of<op::tanh>(x); }};
template <>
inline constexpr auto row<op::sinh> = function{{.name = "sinh", .tex = "\\sinh", .parity = odd, .at_zero = 0},
                                               [](auto x) -> decltype(sinh(x)) { return sinh(x); },
                                               [](auto x, auto) { return of<op::cosh>(x); }};
template <>
inline constexpr auto row<op::cosh> =
    function{{.name = "cosh", .tex = "\\cosh", .parity = even, .at_zero = 1, .nonnegative = true},
             [](auto x) -> decltype(cosh(x)) { return cosh(x); },
             [](auto x, auto) { return of<op::sinh>(x); }};
template <>
inline constexpr auto row<op::asin> =
    function{{.name = "asin", .tex = "\\arcsin", .needs = "-1 < x < 1", .parity = odd, .at_zero = 0},
             [](auto x) -> decltype(asin(x)) { return asin(x); },
             [](auto x, auto) { return raised<-1, 2>((number<1>(x) - x) * (number<1>(x) + x)); }};
template <>
inline constexpr auto row<op::acos> =
    function{{.name = "acos", .tex = "\\arccos", .needs = "-1 < x < 1", .at_one = 0, .nonnegative = true},
             [](auto x) -> decltype(acos(x)) { return acos(x); },
             [](auto x, auto) { return -raised<-1, 2>((number<1>(x) - x) * (number<1>(x) + x)); }};
template <>
inline constexpr auto row<op::atan> = function{{.name = "atan", .tex = "\\arctan", .parity = odd, .at_zero = 0},
                                               [](auto x) -> decltype(atan(x)) { return atan(x); },
                                               [](auto x, auto) { return raised<-1>(number<1>(x) + raised<2>(x)); }};
/// Its slope is 2 / sqrt(pi) exp(-x^2); an expression knows pi as 4 atan(1).
template <>
inline constexpr auto row<op::erf> =
    function{{.name = "erf", .tex = "\\operatorname{erf}", .parity = odd, .at_zero = 0},
             [](auto x) -> decltype(error_function(x)) { return error_function(x); },
             [](auto x, auto) { return raised<-1, 2>(of<op::atan>(number<1>(x))) * of<op::exp>(-raised<2>(x)); }};
/// 2^x
template <>
inline constexpr auto row<op::exp2> =
    function{{.name = "exp2", .tex = "\\operatorname{exp2}", .at_zero = 1, .nonnegative = true},
             [](auto x) -> decltype(power_of_two(x)) { return power_of_two(x); },
             [](auto x, auto f) { return of<op::log>(number<2>(x)) * f; }};
template <>
inline constexpr auto row<op::log2> =
    function{{.name = "log2", .tex = "\\log_2", .needs = "x > 0", .at_one = 0},
             [](auto x) -> decltype(binary_logarithm(x)) { return binary_logarithm(x); },
             [](auto x, auto) { return raised<-1>(of<op::log>(number<2>(x)) * x); }};
template <>
inline constexpr auto row<op::log10> =
    function{{.name = "log10", .tex = "\\log_{10}", .needs = "x > 0", .at_one = 0},
             [](auto x) -> decltype(log10(x)) { return log10(x); },
             [](auto x, auto) { return raised<-1>(of<op::log>(number<10>(x)) * x); }};
/// The real cube root, of negative numbers too. Its slope at 0 is infinite.
template <>
inline constexpr auto row<op::cbrt> = function{
    {.name = "cbrt", .tex = "\\operatorname{cbrt}", .needs = "x != 0", .parity = odd, .at_zero = 0, .at_one = 1},
    [](auto x) -> decltype(cube_root(x)) { return cube_root(x); },
    [](auto, auto f) { return number<1, 3>(f) * raised<-2>(f); }};
/// |x|, slope 0 at 0: the mean of those beside it
template <>
inline constexpr auto row<op::abs> = function{{.name = "abs",
                                               .tex = "\\operatorname{abs}",
                                               .parity = even,
                                               .at_zero = 0,
                                               .at_one = 1,
                                               .nonnegative = true,
                                               .derivatives = 1},
                                              [](auto x) -> decltype(magnitude(x)) { return magnitude(x); },
                                              [](auto x, auto) { return of<op::sign>(x); }};
/// -1, 0 or 1; slope 0 everywhere, so that an equation which differentiates it is refused as one that differentiates a
/// jump
template <>
inline constexpr auto row<op::sign> = function{
    {.name = "sign", .tex = "\\operatorname{sign}", .parity = odd, .at_zero = 0, .at_one = 1, .derivatives = 0},
    [](auto x) -> decltype(sign_of(x)) { return sign_of(x); },
    [](auto x, auto) { return number<0>(x); }};

}  // namespace lamina::elementary
