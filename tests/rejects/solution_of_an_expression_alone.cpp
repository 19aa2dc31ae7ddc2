// rejects: u_h\(w\): points come first
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

auto value = solve(p, interval(0, 1), chebyshev{4})(w);
