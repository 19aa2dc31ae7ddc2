// rejects: write mean\(grad\(p\)\[0_c\]\) == ..., mean\(grad\(p\)\[1_c\]\) == ..., mean\(grad\(p\)\[2_c\]\) == ...
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto p = unknown<"p">(position<3>);
constexpr auto r = problem(-lap(p) == 1, on(periodic, p), mean(grad(p)) == vector(0, 0, 0));
