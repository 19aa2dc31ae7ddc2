// rejects: a condition contains trained<.+q.+>, which -lap\(u\) == # does not contain; add 0 \* of it to the equation
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = problem(-lap(u) == 1, on(boundary, u == trained<"q">));
