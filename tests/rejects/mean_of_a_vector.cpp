// rejects: mean\(v\) == vector\(number, number\): mean\(v\) is a 2-vector, and a condition on a mean is one number;
// write mean\(v\[0\]\) == ..., mean\(v\[1\]\) == ...
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v", 2>(x);
constexpr auto r = problem(-lap(v) == vector(1, 2), on(periodic, v), mean(v) == vector(0, 0));
