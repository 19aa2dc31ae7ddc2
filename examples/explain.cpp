// What can be said before training: -(a(x / eps) u')' = sin x on (-pi, pi), u = 0 at the ends,
// a(y) = 1 / (2.1 + 2 sin y), explained for a start and points that fail, and again after its advice is taken.
// The example ends well if the points, the first layer and the condition are found wanting before and not after.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));

int main(int argc, char** argv) {
    auto const domain = interval(-pi, pi);
    auto const network = mlp({40, 40}, activation::sin);
    print(darcy);
    auto const naive = explain(darcy, domain, network, initialize_options{}, points(100), eps = 1.0 / 32);
    std::puts("\nas one would begin:");
    print(naive);

    initialize_options const advised{.first_layer_scale = naive.scales[0].first_layer_scale};
    auto const n = points(naive.points_needed);
    auto const scaled = explain(darcy, domain, network, advised, n, eps = 1.0 / 32);
    auto const even = explain(darcy, domain, network, advised, n, eps = 1.0 / 32, lambda{scaled.pulls[1].even_lambda});
    std::puts("\nwith the first layer, the points and the weight that it advises:");
    print(even);
    bool const good = !naive.enough_points() && !naive.scales[0].first_layer_reaches() && scaled.pulls[1].neglected() &&
                      even.enough_points() && even.scales[0].first_layer_reaches() && !even.pulls[1].neglected();
    return verdict(argc, argv, good ? std::abs(even.pulls[1].share - 0.5) : 1, 1e-6);
}
