// rejects: x\[3_c\]: x has 3 components, counted from 0; write x\[2_c\] for the last
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto x = position<3>;

int main() { auto e = x[3_c]; }
