// rejects: is of 4 dimensions; a problem is pulled back in 1 to 3
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<4>;
constexpr auto u = unknown<"u">(x);
constexpr auto moved = pull_back(problem(-lap(u) == 1, on(boundary, u == 0)), 2 * x);

int main() { return 0; }
