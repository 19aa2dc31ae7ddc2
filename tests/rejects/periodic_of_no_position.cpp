// rejects: on\(periodic, o\): o depends on no position, and sides in space are periodic; write unknown<"o">\(x, t\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto t = time_axis;
constexpr auto o = unknown<"o">(t);

constexpr auto p = problem(dt(o) == 1, on(periodic, o));
