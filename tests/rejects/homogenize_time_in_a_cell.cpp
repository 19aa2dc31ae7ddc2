// rejects: homogenize: .* has a cell problem or an average that depends on time; .* not of the flux or of a reaction of
// order one
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto r = coefficient<"r">([](auto y) { return sin(y); });

int main() { auto two = homogenize(problem(dt(u) - lap(u) + cos(t) * r(x / eps) * u / eps == 1), x / eps); }
