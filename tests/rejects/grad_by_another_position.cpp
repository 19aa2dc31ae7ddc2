// rejects: grad\(u, s\): u does not depend on the 2-dimensional position s; write grad\(u\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = grad(u, position<2, "s">);
