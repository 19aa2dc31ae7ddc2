// rejects: error\(u_h, exact, l2, \.\.\.\): nothing comes behind the norm; a solution has the values of its parameters
// with it
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto k = parameter<"k">;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == k, on(boundary, w == 0));

auto value = error(solve(p, interval(0, 1), chebyshev{4}, k = 1), k * sin(s), maximum, k = 1);
