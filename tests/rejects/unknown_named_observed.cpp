// rejects: unknown<"observed">: observed is the value at a measured point; write another name, as in unknown<"u">
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;

int main() { auto u = unknown<"observed">(x); }
