// rejects: problem\(\.\.\.\): there is no equation among the conditions; write the equation first
#include <lamina/dsl.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);

auto wrong = problem(on(boundary, u == 0));
