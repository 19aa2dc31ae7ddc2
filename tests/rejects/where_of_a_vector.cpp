// rejects: where chooses between grad\(u\), a 2-vector, and 1, a scalar; choose between scalars
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

int main() { auto r = where(u < 1, grad(u), constant<1>); }
