// rejects: u_h\(number\): points come first, numbers of shape \(N, D\), then an expression; write
// u_h\(linear_points\(0, 1, 101\)\) or u_h\(std::vector\{0\.3, 0\.7\}, grad\(u\)\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

auto value = solve(p, interval(0, 1), chebyshev{4})(0.3);
