// rejects: sin\(argument 1\): argument 1 is a 2-vector, sin needs a scalar; apply it to a component
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto b = coefficient<"b">([](auto y) { return sin(y); });

constexpr auto f = b(x);
