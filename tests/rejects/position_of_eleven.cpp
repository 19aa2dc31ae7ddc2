// rejects: position<11>: a position has 1 to 10 dimensions
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<11>;

int main() { return x.dimension; }
