#pragma once

#include <lamina/dsl/expr/functions_of_one.hpp>

/// The rows of functions of two arguments
namespace lamina::elementary {

/// Where x = y, both slopes are 1/2: the mean of those beside it, as of |x|.
template <>
inline constexpr auto row<op::min> =
    function{{.name = "min", .tex = "\\min", .commutes = true, .derivatives = 1},
             [](auto x, auto y) -> decltype(lesser(x, y)) { return lesser(x, y); },
             [](auto x, auto y, auto) { return number<1, 2>(x) - number<1, 2>(x) * of<op::sign>(x - y); },
             [](auto x, auto y, auto) { return number<1, 2>(x) + number<1, 2>(x) * of<op::sign>(x - y); }};
/// Where x = y, both slopes are 1/2.
template <>
inline constexpr auto row<op::max> =
    function{{.name = "max", .tex = "\\max", .commutes = true, .derivatives = 1},
             [](auto x, auto y) -> decltype(greater(x, y)) { return greater(x, y); },
             [](auto x, auto y, auto) { return number<1, 2>(x) + number<1, 2>(x) * of<op::sign>(x - y); },
             [](auto x, auto y, auto) { return number<1, 2>(x) - number<1, 2>(x) * of<op::sign>(x - y); }};
/// sqrt(x^2 + y^2), slopes 0 at the origin: the mean over all directions
template <>
inline constexpr auto row<op::hypot> =
    function{{.name = "hypot", .tex = "\\operatorname{hypot}", .nonnegative = true, .commutes = true},
             [](auto x, auto y) -> decltype(length(x, y)) { return length(x, y); },
             [](auto x, auto, auto f) { return limit_at_zero(f, number<0>(f), x / f); },
             [](auto, auto y, auto f) { return limit_at_zero(f, number<0>(f), y / f); }};
/// The angle of the point (y, x), in this order of the coordinates
template <>
inline constexpr auto row<op::atan2> =
    function{{.name = "atan2", .tex = "\\operatorname{atan2}", .needs = "a point beside the origin"},
             [](auto x, auto y) -> decltype(angle(x, y)) { return angle(x, y); },
             [](auto x, auto y, auto) { return y / (raised<2>(x) + raised<2>(y)); },
             [](auto x, auto y, auto) { return -x / (raised<2>(x) + raised<2>(y)); }};
/// x^y. Its slope in x is 0 where y = 0, also at x = 0; there this slope has an infinite one in y, as sqrt(y) has. Its
/// slope in y is 0 at x = 0, and no number for x < 0, where x^y is one for integers y alone.
template <>
inline constexpr auto row<op::pow> =
    function{{.name = "pow", .tex = "\\operatorname{pow}", .needs = "x > 0, or x < 0 and an integer exponent"},
             [](auto x, auto y) -> decltype(general_power(x, y)) { return general_power(x, y); },
             [](auto x, auto y, auto) {
                 auto const slope = y * of<op::pow>(x, y - number<1>(y));
                 return limit_at_zero(y, limit_at_zero(x, raised<1, 2>(y), slope), slope);
             },
             [](auto x, auto, auto f) { return limit_at_zero(x, number<0>(x), of<op::log>(x) * f); }};

}  // namespace lamina::elementary
