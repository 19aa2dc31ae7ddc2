// rejects: manufacture\(-lap\(u\) == number, u, sin\(x\)\): sin\(x\) lives in 1 dimensions and u in 2; write both with
// the same position<D>
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);

constexpr auto e = manufacture(-lap(u) == 1, u, sin(s));
