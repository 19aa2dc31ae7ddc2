// rejects: save\(u_h, \.\.\.\): the file comes first; write save\("u\.npz", u_h\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

void save_it() {
    save(solve(p, interval(0, 1), chebyshev{4}), "u.npz");
}
