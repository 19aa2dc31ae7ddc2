// rejects: train\(\.\.\.\): the method comes third; write train\(model\.system\(\), glorot\(model\.layout\(\), 1\),
// levenberg_marquardt\(\)\)
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;

residual_system<double>& system();
std::vector<double> const theta(9);

auto found = train(system(), theta);
