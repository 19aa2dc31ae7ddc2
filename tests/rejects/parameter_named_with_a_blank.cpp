// rejects: parameter<"my k">: a name is a letter and then letters, digits and _; write another name, as in
// parameter<"u">
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;


int main() { auto k = parameter<"my k">; }
