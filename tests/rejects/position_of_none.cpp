// rejects: position<0>: a position has 1 to 10 dimensions
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<0>;

int main() { return x.dimension; }
