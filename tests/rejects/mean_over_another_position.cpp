// rejects: mean\(w, y\): w does not depend on the 1-dimensional position y; write mean\(w\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);

constexpr auto f = mean(w, position<1, "y">);
