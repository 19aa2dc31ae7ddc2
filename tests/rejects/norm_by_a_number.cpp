// rejects: norm\(u_h, \.\.\.\): which norm comes second, by its name: l2, h1 or maximum; write norm\(u_h, l2\), or
// norm\(u_h, l2, grad\(u\)\) of an expression
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

auto value = norm(solve(p, interval(0, 1), chebyshev{4}), 2);
