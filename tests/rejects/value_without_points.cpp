// rejects: model\.value\(\.\.\., w\): the parameters theta come first, then points, then an expression; write
// model\.value\(fit\.theta, points, grad\(u\)\)
#include <lamina/discretise/collocate.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
auto model() {
    return collocate(problem(-lap(w) == 1, on(boundary, w == 0)), interval(0, 1), mlp({8}, activation::tanh));
}

auto value = model().value(std::vector<double>(3), w);
