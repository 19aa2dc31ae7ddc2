// Carney, Gangal, Kim 2022, 4.1: how the tangent kernel of Darcy's equation grows as eps falls, before training and
// after it; and its spectrum at eps = 1/80. Rows C2, C3 and C4 in one dimension; C2 with more layers, and in two.
#include "kernel_slopes.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto z = position<2, "z">;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(z);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(2 * pi * y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto poisson = problem(-lap(u) == 4 * sin(2 * x) + 1 / eps * sin(x / eps), on(boundary, u == 0));
constexpr auto darcy_2d = problem(-div(a(z[0] / eps) * grad(w)) == sin(z[0]), on(boundary, w == 0));

int main(int argc, char** argv) {
    table_row c2("C2", argc, argv, {{"units", 50}});
    auto const units = static_cast<std::size_t>(c2["units"]);
    auto const line = interval(-pi, pi);
    auto const square = box({-pi, -pi}, {pi, pi});
    std::uint64_t const seed = c2.seed().value;
    bool good = true;
    auto const grows = [&](std::string const& name, kernels::growth const& of) {
        good = c2.named(name).of_number("slope of |K_uu|", slope(of.eps, of.norm), -2.2, -1.8) && good;
    };
    // Deep networks with weights of variance 1, as the paper has them in one layer, are flat but at a few points.
    auto const drawn = [&](auto& model) {
        auto const& layout = model.layout();
        bool const deep = layout.networks()[0].hidden_layers() > 1;
        return deep ? glorot(layout, seed) : standard_normal(layout, seed);
    };
    for (std::size_t layers = 1; layers <= (c2.quick() ? 1u : 4u); ++layers) {
        mlp const network(std::vector<std::size_t>(layers, units));
        std::size_t const n = layers == 1 ? 256 : 1024;
        grows(std::to_string(layers) + " hidden layers", c2.solved([&] {
            return kernels::growth_of([&](double e) { return collocate(darcy, line, network, points(n), eps = e); },
                                      drawn);
        }));
        grows("two dimensions, " + std::to_string(layers) + " hidden layers", c2.solved([&] {
            return kernels::growth_of(
                [&](double e) { return collocate(darcy_2d, square, network, points(n), side_points{8}, eps = e); },
                drawn);
        }));
    }
    auto const of_poisson = [&](double e) { return collocate(poisson, line, mlp({units}), points(256), eps = e); };
    auto const of_darcy = [&](double e) { return collocate(darcy, line, mlp({units}), points(256), eps = e); };
    auto const control = c2.solved([&] { return kernels::growth_of(of_poisson, drawn); });
    c2.named("Poisson's equation with an oscillating source (C10)");
    good = c2.of_number("slope of |K_uu|", slope(control.eps, control.norm), -1e-12, 1e-12) && good;
    double const steeper = kernels::steeper(of_poisson, drawn), of_darcy_steeper = kernels::steeper(of_darcy, drawn);
    good = c2.of_number("|dL/dtheta| at eps = 1/100 / at 1/10", steeper, 0, of_darcy_steeper) && good;
    c2.named("Darcy's equation").of_number("|dL/dtheta| at eps = 1/100 / at 1/10", of_darcy_steeper, 1, INFINITY);
    if (c2.quick()) return good ? 0 : 1;

    auto const trained = [&](auto& model) {
        return train(model, glorot(model.layout(), seed, {.bias_scale = 0}), adam{.rate = 1e-5}, {.iterations = 10000})
            .theta;
    };
    auto const at = [&](double e) { return collocate(darcy, line, mlp({units}), points(256), lambda{2}, eps = e); };
    grows("after training (C3)", c2.solved([&] { return kernels::growth_of(at, trained); }));
    for (std::size_t layers = 2; c2.full() && layers <= 4; ++layers) {
        mlp const network(std::vector<std::size_t>(layers, units));
        auto const of_line = [&](double e) { return collocate(darcy, line, network, points(256), lambda{2}, eps = e); };
        auto const of_square = [&](double e) {
            return collocate(darcy_2d, square, network, points(256), side_points{8}, eps = e);
        };
        grows("after training (C3), " + std::to_string(layers) + " hidden layers",
              c2.solved([&] { return kernels::growth_of(of_line, trained); }));
        grows("after training (C3), two dimensions, " + std::to_string(layers) + " hidden layers",
              c2.solved([&] { return kernels::growth_of(of_square, trained); }));
    }

    auto model = at(1.0 / 80);
    auto const fresh = tangent_kernel(model.system(), standard_normal(model.layout(), seed)).spectrum(),
               later = tangent_kernel(model.system(), trained(model)).spectrum();
    c2.named("eps = 1/80, before training (C4)");
    good = c2.of_number("eigenvalues with 90 % of the trace", kernels::most_of(fresh), 1, 5) && good;
    c2.of_number("largest / smallest above rounding", kernels::condition(fresh), 1, INFINITY);
    c2.named("eps = 1/80, after training (C4)");
    good = c2.of_number("eigenvalues with 90 % of the trace", kernels::most_of(later), 1, 1) && good;
    c2.of_number("largest / smallest above rounding", kernels::condition(later), 1, INFINITY);
    if (!c2.picture().empty()) kernels::draw(c2.picture(), fresh, later);
    return good ? 0 : 1;
}
