#pragma once

#include <lamina/dsl/expr/elementary.hpp>

/// The rows of functions of one argument
namespace lamina::elementary {

using std::cos;
using std::exp;
using std::log;
using std::sin;
using std::tan;
using std::tanh;

template <>
inline constexpr auto row<op::exp> = function{{.name = "exp", .tex = "\\exp", .at_zero = 1},
                                              [](auto x) { return exp(x); }, [](auto, auto f) { return f; }};
template <>
inline constexpr auto row<op::log> = function{{.name = "log", .tex = "\\log", .needs = "x > 0", .at_one = 0},
                                              [](auto x) { return log(x); },
                                              [](auto x, auto) { return raised<-1>(x); }};
template <>
inline constexpr auto row<op::sin> = function{{.name = "sin", .tex = "\\sin", .parity = symmetry::odd, .at_zero = 0},
                                              [](auto x) { return sin(x); },
                                              [](auto x, auto) { return of<op::cos>(x); }};
template <>
inline constexpr auto row<op::cos> = function{{.name = "cos", .tex = "\\cos", .parity = symmetry::even, .at_zero = 1},
                                              [](auto x) { return cos(x); },
                                              [](auto x, auto) { return -of<op::sin>(x); }};
template <>
inline constexpr auto row<op::tan> = function{{.name = "tan", .tex = "\\tan", .parity = symmetry::odd, .at_zero = 0},
                                              [](auto x) { return tan(x); },
                                              [](auto, auto f) { return number<1>(f) + raised<2>(f); }};
template <>
inline constexpr auto row<op::tanh> = function{{.name = "tanh", .tex = "\\tanh", .parity = symmetry::odd, .at_zero = 0},
                                               [](auto x) { return tanh(x); },
                                               [](auto, auto f) { return number<1>(f) - raised<2>(f); }};

}  // namespace lamina::elementary
