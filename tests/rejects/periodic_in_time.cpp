// rejects: periodic\(t\): t is the time, which has a beginning; write on\(t == 0, u == ...\)
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto s = position<1>;
constexpr auto t = time_axis;
constexpr auto q = unknown<"q">(s, t);

constexpr auto p = problem(dt(q) - lap(q) == 0, on(periodic(t), q));
