// rejects: train\(\.\.\.\): the parameters to start from come second; write train\(model\.system\(\),
// glorot\(model\.layout\(\), 1\)
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;

auto trained_system(residual_system<double>& system, std::vector<double> const& theta) {
    return train(system, levenberg_marquardt(), theta);
}
