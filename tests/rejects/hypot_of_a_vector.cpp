// rejects: hypot\(x\): x is a 2-vector, hypot needs a scalar
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto r = hypot(x, 1);

int main() { return r.dimension; }
