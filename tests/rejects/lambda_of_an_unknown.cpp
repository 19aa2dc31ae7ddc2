// rejects: lambda: u is no number; write lambda\{10\}
#include <lamina/discretise/collocation_arguments.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

auto weights = lambda{u};
