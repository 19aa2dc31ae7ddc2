// rejects: train\(\.\.\.\): after when it stops comes what follows or looks on: then\(lbfgs\(\)\), every\(100,
// \.\.\.\), record\("name", \.\.\.\)
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;

residual_system<double>& system();
std::vector<double> const theta(9);

auto found = train(system(), theta, lbfgs(), {.iterations = 5}, then(lbfgs()), 100);
