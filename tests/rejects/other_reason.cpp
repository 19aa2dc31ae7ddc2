// rejects: a sentence that no compiler writes
#include <lamina/dsl/expr/operators.hpp>

int main() { return undeclared_name; }
