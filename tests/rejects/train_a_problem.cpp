// rejects: train\(\.\.\.\): what is trained comes first; write train\(model\.system\(\), glorot\(model\.layout\(\),
// 1\), levenberg_marquardt\(\)\)
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/refused.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

auto trained_problem(std::vector<double> const& theta) { return train(poisson, theta, levenberg_marquardt()); }
