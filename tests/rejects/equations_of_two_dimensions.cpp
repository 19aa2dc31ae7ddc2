// rejects: lap\(u\) == number and lap\(w\) == number: the equations live in different dimensions; write all with one
// position<D>
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(position<3>);
constexpr auto r = problem(lap(u) == 0, lap(w) == 0);
