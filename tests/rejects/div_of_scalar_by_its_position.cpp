// rejects: div\(u\): u is a scalar, div needs a 2-vector
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = div(u, x);
