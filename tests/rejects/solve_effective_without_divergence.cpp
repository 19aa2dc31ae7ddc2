// rejects: solve: the effective equation of -x \* lap\(u\) - div\(a\(x / eps\) \* grad\(u\)\) == number has second
// derivatives that stand under no div; write -div\(a \* grad\(u\)\) instead of -a \* lap\(u\), with every a that varies
#include <lamina/dsl.hpp>
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });
constexpr auto two_scale =
    homogenize(problem(-x * lap(u) - div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);

auto const medium = solve(two_scale, period(1), at(0.5));
