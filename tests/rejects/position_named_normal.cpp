// rejects: position<2, "normal">: normal is the outward normal of the domain; write another name, as in position<2,
// "x">
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


int main() { auto x = position<2, "normal">; }
