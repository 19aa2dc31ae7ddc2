// rejects: solve\(problem, domain\): no space is chosen where the equations seek parameters \(trained<...>\);
// collocate\(p, domain, mlp\(\{40, 40\}\), points\(1000\), ...\), and train from model.start\(...\)
#include <lamina/train/solve.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);

auto found = solve(problem(-lap(w) + trained<"k"> * w == 1, on(boundary, w == 0)), interval(0, 1));
