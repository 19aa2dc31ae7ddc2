// rejects: error\(u_h, v_h, kind\): p, the first unknown of u_h, is a scalar, and q, that of v_h, is a 2-vector; write
// the difference that is meant, as in norm\(u_h, kind, q\[0\] - p\), with a field p that v_h gives
#include <lamina.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto p = unknown<"p">(x);
constexpr auto q = unknown<"q", 2>(x);
constexpr auto pressure = problem(lap(p) == 0, on(boundary, p == 1));
constexpr auto elastic = problem(-div(sym(grad(q))) == vector(0, 1), on(boundary, q == vector(0, 0)));

double far_from(solution_t<std::remove_const_t<decltype(pressure)>> const& u_h,
                solution_t<std::remove_const_t<decltype(elastic)>> const& v_h) {
    return error(u_h, v_h, l2);
}
