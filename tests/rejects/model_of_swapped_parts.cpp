// rejects first: collocate\(...\): problem, domain and network come first, in this order; write collocate\(problem\(
#include <lamina.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto p = problem(-lap(u) == 1, on(boundary, u == 0));

int main() {
    auto model = collocate(p, mlp({10}), interval(0, 1), points(10));
    return static_cast<int>(model.system().parameters());
}
