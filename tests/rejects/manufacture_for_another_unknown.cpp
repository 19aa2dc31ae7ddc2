// rejects: manufacture\(-lap\(u\) == number, w, sin\(x\)\): -lap\(u\) == number does not contain w; write an unknown of
// its own
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto w = unknown<"w">(s);
constexpr auto u = unknown<"u">(x);

constexpr auto e = manufacture(-lap(u) == 1, w, sin(s));
