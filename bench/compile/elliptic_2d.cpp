// A program that derives and trains a two-dimensional elliptic problem with a tensor coefficient.
#include <lamina.hpp>

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) {
    return matrix(row(2 + sin(y[0]), 0.5 * cos(y[1])), row(0.5 * cos(y[1]), 3 + cos(y[0])));
});
constexpr auto elliptic = problem(-div(a(x / eps) * grad(u)) == sin(x[0]), on(boundary, u == 0));

double train_it() {
    auto model = collocate(elliptic, box({0, 0}, {1, 1}), mlp({30, 30}, activation::tanh), points(500), eps = 0.5);
    return train(model.system(), glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 10}).loss;
}
