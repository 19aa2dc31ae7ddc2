// rejects: homogenize: .* is not in divergence form; write -div\(a \* grad\(u\)\) instead of -a \* lap\(u\), with a at
// x / eps
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y); });

int main() { auto r = homogenize(problem(-a(x / eps) * lap(u) == 1, on(boundary, u == 0)), x / eps); }
