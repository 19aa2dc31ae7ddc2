// rejects: z\[1\]: an int cannot choose a type; write z\[1_c\] or z\[2_c\]
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;
constexpr auto z = position<3, "z">;

int main() { int i = 2; auto e = z[i]; }
