// rejects: on\(periodic\(x\[0\]\), u\), on\(periodic, u\): u is made periodic along one axis twice; leave one of them
// out
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(periodic(x[0]), u), on(x[1] == 0, u == 0), on(periodic, u));
