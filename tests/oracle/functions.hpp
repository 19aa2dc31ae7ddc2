#pragma once

#include <cmath>
#include <string_view>

#include <lamina/dsl/expr/arena.hpp>

#include "dual.hpp"
#include "rounded.hpp"

namespace oracle {

/// An elementary function: how it is written, its node, where its argument may lie (away from poles and from values
/// that overflow further up), and itself in numbers T.
template <class T>
struct function {
    std::string_view name;
    lamina::graph::op node;
    bool (*takes)(double);
    T (*of)(T const&);
};

template <class T>
inline constexpr function<T> functions[] = {
    {"exp", lamina::graph::op::exp, [](double x) { return x < 3; }, [](T const& x) { return exp(x); }},
    {"log", lamina::graph::op::log, [](double x) { return x > 0.1; }, [](T const& x) { return log(x); }},
    {"sin", lamina::graph::op::sin, [](double) { return true; }, [](T const& x) { return sin(x); }},
    {"cos", lamina::graph::op::cos, [](double) { return true; }, [](T const& x) { return cos(x); }},
    {"tan", lamina::graph::op::tan, [](double x) { return std::abs(std::cos(x)) > 0.3; },
     [](T const& x) { return tan(x); }},
    {"tanh", lamina::graph::op::tanh, [](double) { return true; }, [](T const& x) { return tanh(x); }},
};

}  // namespace oracle
