// rejects: train\(\.\.\.\): when it stops comes last, by name: \{\.iterations = 100\}, \{\.seconds = 60\} or \{\.loss =
// 1e-8\}; write train\(model\.system\(\), glorot\(model\.layout\(\), 1\), levenberg_marquardt\(\), \{\.iterations =
// 100\}\)
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;

residual_system<double>& system();
std::vector<double> const theta(9);

auto found = train(system(), theta, lbfgs(), {.iteration = 5});
