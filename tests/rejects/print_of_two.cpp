// rejects: print\(u, v\): print writes one expression, equation or problem; write print\(u\); print\(v\)
#include <lamina/dsl/print/print.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v", 2>(x);

int main() { print(u, v); }
