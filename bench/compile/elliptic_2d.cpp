// A program that derives and trains a two-dimensional elliptic problem with a tensor coefficient.
#include <lamina.hpp>

#include "elliptic_problem.hpp"

using namespace lamina;

double train_it() {
    auto model = collocate(elliptic, box({0, 0}, {1, 1}), mlp({30, 30}, activation::tanh), points(500), eps = 0.5);
    return train(model.system(), glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 10}).loss;
}
