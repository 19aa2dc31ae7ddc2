// rejects: on\(boundary, w == mean\(w\)\): a mean is over the whole domain and has no place; write mean\(w\) == 0 as a
// part of problem
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto w = unknown<"w">(x);
constexpr auto r = problem(-lap(w) == 1, on(boundary, w == mean(w)));
