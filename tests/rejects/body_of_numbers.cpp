// rejects: b\(x\): the body of b takes numbers, and is called with expressions; write \[\]\(auto y\) \{ return \.\.\.;
// \}
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/symbols.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto b = coefficient<"b">([](double y) { return y; });

constexpr auto f = b(s);
