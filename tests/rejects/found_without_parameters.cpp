// rejects: model\.found\(k\): the parameters theta come first; write model\.found\(fit\.theta, k\)
#include <lamina/discretise/collocate.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
auto model() {
    return collocate(problem(-lap(w) == 1, on(boundary, w == 0)), interval(0, 1), mlp({8}, activation::tanh));
}

auto value = model().found(trained<"k">);
