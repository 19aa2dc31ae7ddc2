// rejects: transpose\(lap\(u\)\): lap\(u\) is a scalar, transpose needs a matrix
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto r = transpose(lap(u));
