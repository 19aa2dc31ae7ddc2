// rejects: found\(theta, k\): k is no parameter that the problem seeks; write trained<"k"> in its equations
#include <lamina/discretise/collocated_problem.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));
constexpr auto k = trained<"k">;

auto found_in(collocated_problem<std::remove_const_t<decltype(poisson)>> const& model, std::vector<double> theta) {
    return model.found(theta, k);
}
