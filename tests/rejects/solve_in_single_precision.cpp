// rejects: solve\(\.\.\., single_precision\): what solve finds is in double; write train\(collocate\(p, domain,
// mlp\({40, 40}\), points\(1000\), single_precision\), theta, adam{}\)
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);

auto found = solve(problem(-lap(w) == 1, on(boundary, w == 0)), interval(0, 1), mlp({20}), single_precision);
