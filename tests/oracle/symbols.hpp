#pragma once

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/expr/where.hpp>

/// What written expressions are made of, in the language; reading.hpp has the same for the oracle.
namespace written {

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v", 2>(x, t);
constexpr auto k = parameter<"k">;
constexpr auto m = parameter<"m">;
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); }, differentiable);
constexpr auto b =
    coefficient<"b">([](auto p, auto q) { return exp(-p * p) * cos(q) + tanh(p * q) / 3; }, differentiable);
constexpr auto A = coefficient<"A">(
    [](auto y) { return matrix(row(2 + sin(y), cos(3 * y), 1), row(tanh(y), 0, sin(y) * cos(y))); }, differentiable);

}  // namespace written
