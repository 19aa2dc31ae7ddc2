// rejects: error\(u_h, vector\(x\[0\], x\[1\]\), kind\): vector\(x\[0\], x\[1\]\) is a 2-vector, and p, the first
// unknown, is a scalar; of several unknowns write the differences, as in norm\(u_h, kind, vector\(u - a, v - b\)\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto p = unknown<"p">(x);
constexpr auto q = unknown<"q">(x);
constexpr auto flow = problem(lap(p) == q, lap(q) == 0, on(boundary, p == 1), on(boundary, q == 0));

double far_from(solution_t<std::remove_const_t<decltype(flow)>> const& u_h) {
    return error(u_h, vector(x[0], x[1]), l2);
}
