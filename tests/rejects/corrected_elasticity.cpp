// rejects: corrected\(two_scale, u_0, medium, eps = 0\.1\): the unknown is a vector, which it does not put together; write u0 \+ eps u1 from u_0\(points, grad\(u0\)\) and medium\.corrector\(name\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]); });
constexpr auto two_scale =
    homogenize(problem(-div(a(x / eps) * grad(u)) == vector(1, 0), on(boundary, u == vector(0, 0))), x / eps);

auto corrected_of(homogenized_medium const& medium) {
    return corrected(two_scale, solve(effective_problem(two_scale, medium), box({0, 0}, {1, 1})), medium, eps = 0.1);
}
