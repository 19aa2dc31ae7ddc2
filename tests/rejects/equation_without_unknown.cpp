// rejects: contains no unknown; declare what is sought
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto v = unknown<"v">(x);

int main() { auto r = problem(x[0] == 0 * x[1]); }
