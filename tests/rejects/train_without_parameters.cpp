// rejects: train\(\.\.\.\): the parameters to start from come second; write train\(model\.system\(\),
// glorot\(model\.layout\(\), 1\), levenberg_marquardt\(\)\)
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;

auto trained_system(residual_system<double>& system) { return train(system, levenberg_marquardt(), {.seconds = 5}); }
