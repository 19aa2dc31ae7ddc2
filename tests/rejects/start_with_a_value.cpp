// rejects: model\.start\(theta, \.\.\.\): it takes the parameters of the network alone, trained ones start from the
// values of the model; write collocate\(p, domain, network, points, k = 0\.7\)
#include <lamina.hpp>

using namespace lamina;
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto p = problem(-lap(w) == 1, on(boundary, w == 0));

constexpr auto k = parameter<"k">;
auto start(collocated_problem<std::remove_const_t<decltype(p)>> const& model, std::vector<double> const& theta) {
    return model.start(theta, k = 0.7);
}
