// rejects: u_h\.field\(v\): a field of a problem is a scalar, this is a vector; give its components one by one, as in
// u_h\.field\(v\[0\]\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto p = problem(-div(grad(v)) == vector(0, 0), on(boundary, v == vector(0, 0)));

auto field_of() {
    return solve(p, box({0, 0}, {1, 1}), chebyshev{4}).field(v);
}
