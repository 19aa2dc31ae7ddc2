// rejects: periodic\(x\[0\]\) \|\| x\[1\] == number: sides that are periodic are no union; write on\(periodic\(x\[0\],
// x\[1\]\), u\), and other places in on\(...\) of their own
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto p = problem(-lap(u) == 1, on(periodic(x[0]) || x[1] == 0, u == 0));
