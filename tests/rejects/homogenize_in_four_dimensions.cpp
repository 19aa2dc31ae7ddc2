// rejects: is 4-dimensional; cells have 1 to 3 dimensions
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<4>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[3_c]); });
constexpr auto two_scale = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);

int main() { return 0; }
