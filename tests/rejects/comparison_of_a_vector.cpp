// rejects: grad\(u\) < number compares a 2-vector with a scalar; compare scalars
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto r = where(grad(u) < 1, u, 1); }
