// rejects: solve: the effective equation has an average over the cell of a nonlinear function of u0 and x / eps, which
// is no number; write reactions as sums of products, as in k\(x / eps\) \* pow<3>\(u\)
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

using namespace lamina;
constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto k = coefficient<"k">([](auto y) { return 2 + sin(y); });

int main() {
    constexpr auto ts =
        homogenize(problem(-div(k(x / eps) * grad(u)) + sin(k(x / eps) * u) == 1, on(boundary, u == 0)), x / eps);
    auto r = ts.averaged<graph::average_as::number>(ts.literals());
}
