// rejects: corrected\(two_scale, u_0, medium, eps = 0\.1\): correctors or averages depend on x, and the medium is that
// of one point; give the medium of the domain, solve\(two_scale, period\(1\), interval\(0, 1\)\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto w = unknown<"w">(s);
constexpr auto a = coefficient<"a">([](auto x, auto y) { return 2 + sin(x + y); });
constexpr auto two_scale = homogenize(problem(-div(a(s, s / eps) * grad(w)) == 1, on(boundary, w == 0)), s / eps);

auto corrected_of(homogenized_medium const& medium, slow_medium const& in_a_box) {
    auto const w_0 = solve(effective_problem(two_scale, in_a_box), interval(0, 1), in_a_box.averages());
    return corrected(two_scale, w_0, medium, eps = 0.1);
}
