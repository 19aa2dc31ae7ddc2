// rejects: ensemble\(trials, trial\): a trial returns a function of points; write return
// model\.solution\(found\.theta\) at its end
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

auto networks = ensemble(2, [](std::size_t) { return fit{}; });
