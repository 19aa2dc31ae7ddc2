// rejects: grad\(u\)\[2_c\]: grad\(u\) has 2 components, counted from 0; write grad\(u\)\[1_c\] for the last
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto e = grad(u)[2_c]; }
