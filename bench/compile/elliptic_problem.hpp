#pragma once

#include <lamina/dsl.hpp>

/// A two-dimensional elliptic problem with a tensor coefficient
constexpr auto x = lamina::position<2>;
constexpr auto eps = lamina::parameter<"eps">;
constexpr auto u = lamina::unknown<"u">(x);
constexpr auto a = lamina::coefficient<"a">([](auto y) {
    return matrix(row(2 + sin(y[0]), 0.5 * cos(y[1])), row(0.5 * cos(y[1]), 3 + cos(y[0])));
});
constexpr auto equation = -div(a(x / eps) * grad(u)) == sin(x[0]);
constexpr auto condition = u == 0;
constexpr auto elliptic = problem(equation, on(lamina::boundary, condition));
