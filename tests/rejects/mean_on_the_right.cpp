// rejects: number == mean\(w\): the mean of what the equation solves for is a condition on the whole solution; write
// mean\(w\) == 0
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto w = unknown<"w">(x);
constexpr auto r = problem(-lap(w) == 1, 0 == mean(w));
