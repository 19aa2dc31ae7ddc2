// Darcy's equation with a coefficient that oscillates (experiment C7 of Carney, Gangal and Kim 2022):
//   -div(a(x / eps) * grad(u)) == f on (-pi, pi), u == 0 at the ends, a(y) = 1 / (2.1 + 2 sin(y)), eps = 1/16
// exact solution u = sin(2 x) + eps sin(x / eps) - eps / pi sin(pi / eps) x.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto darcy = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, exact), on(boundary, u == 0));

int main(int argc, char** argv) {
    print(darcy);
    auto model = collocate(darcy, interval(-pi, pi), mlp({30, 30, 30}, activation::sin), points(512), eps = 1.0 / 16);
    auto const fit = train(model.system(), glorot(model.layout(), 1, {.first_layer_scale = 50}), levenberg_marquardt(),
                           {.iterations = 300, .loss = 1e-10});
    auto const at = linear_points(-pi, pi, 2001);
    return verdict(argc, argv, relative_error(model.value(fit.theta, at), tabulate(exact, at, eps = 1.0 / 16)), 1e-4);
}
