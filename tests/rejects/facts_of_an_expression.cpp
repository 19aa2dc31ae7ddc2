// rejects: facts_of\(u\): facts_of takes a problem; write facts_of\(problem\(u == 0, on\(boundary, u == 0\)\)\)
#include <lamina/dsl/terms/facts.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto f = facts_of(u);
