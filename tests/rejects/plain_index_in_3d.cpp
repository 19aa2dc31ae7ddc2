// rejects: x\[1\]: an int cannot choose a type; write x\[1_c\] or x\[2_c\]
#include <lamina/dsl.hpp>

using namespace lamina;

constexpr auto x = position<3>;
constexpr auto f = sin(x[1]);
