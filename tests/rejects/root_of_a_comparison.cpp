// rejects: sqrt\(u < number\): a comparison has no value; write sqrt\(where\(u < number, 1\.0, 0\.0\)\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = sqrt(u < 1);
