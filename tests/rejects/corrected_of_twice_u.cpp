// rejects: corrected\(two_scale, u_0, medium, eps = 0\.1\): a condition is not of the form u == g, of which alone the
// share of the boundary is known; write on\(boundary, u == g\), or u0 \+ eps u1 without the share, from u_0\(points,
// grad\(u\)\) and medium\.corrector\(name\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto w = unknown<"w">(s);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto two_scale = homogenize(problem(-div(a(s / eps) * grad(w)) == 1, on(boundary, 2 * w == 3)), s / eps);

auto corrected_of(homogenized_medium const& medium) {
    return corrected(two_scale, solve(effective_problem(two_scale, medium), interval(0, 1)), medium, eps = 0.1);
}
