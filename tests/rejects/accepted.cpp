// rejects: nothing: this program is valid, the check must notice
#include <lamina/dsl/expr/operators.hpp>

int main() {}
