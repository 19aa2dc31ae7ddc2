// rejects: atan2\(u\): atan2 takes two, expressions or numbers; write atan2\(u, 2\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = atan2(u);
