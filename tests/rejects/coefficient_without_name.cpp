// rejects: coefficient<"">: a name is a letter and then letters, digits and _; write another name, as in
// coefficient<"u">
#include <lamina/dsl/expr/coefficient.hpp>

using namespace lamina;


int main() { auto a = coefficient<"">([](auto y) { return y; }); }
