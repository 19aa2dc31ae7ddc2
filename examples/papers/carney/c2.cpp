// Carney, Gangal, Kim 2022, 4.1: the tangent kernel of Darcy's equation grows as eps^-2 before training, its norm and
// largest eigenvalues; that of the boundary does not know eps. Also with more layers, and in two dimensions.
#include "kernel_slopes.hpp"

using namespace lamina;

int main(int argc, char** argv) {
    table_row c2("C2", argc, argv, {{"units", 50}});
    auto const units = static_cast<std::size_t>(c2["units"]);
    // Deep networks with weights of variance 1, as the paper has them in one layer, are flat but at a few points.
    auto const drawn = [seed = c2.seed().value](auto& model) {
        auto const& layout = model.layout();
        bool const deep = layout.networks()[0].hidden_layers() > 1;
        return deep ? glorot(layout, seed) : standard_normal(layout, seed);
    };
    bool good = true;
    for (std::size_t layers = 1; layers <= (c2.quick() ? 1u : 4u); ++layers) {
        mlp const network(std::vector<std::size_t>(layers, units));
        std::size_t const n = layers == 1 ? 256 : 1024;
        auto const in = [&](std::string const& dimensions) {
            return dimensions + std::to_string(layers) + " hidden layer" + (layers == 1 ? "" : "s");
        };
        auto const of_line = c2.solved([&] {
            return kernels::growth_of(
                [&](double e) {
                    return collocate(kernels::darcy, kernels::line(), network, points(n), kernels::eps = e);
                },
                drawn);
        });
        good = kernels::grows(c2, in(""), of_line) && good;
        auto const of_square = c2.solved([&] {
            return kernels::growth_of(
                [&](double e) {
                    return collocate(kernels::darcy_2d, kernels::square(), network, points(n), side_points{8},
                                     kernels::eps = e);
                },
                drawn);
        });
        good = kernels::grows(c2, in("two dimensions, "), of_square) && good;
        if (layers > 1) continue;
        c2.named(in(""));
        for (auto const& largest : of_line.largest)
            good = c2.of_number("slope of a largest eigenvalue", slope(of_line.eps, largest), -2.2, -1.8) && good;
        good = c2.of_number("slope of |K_bb|", slope(of_line.eps, of_line.boundary), -1e-12, 1e-12) && good;
        if (!c2.picture().empty())
            kernels::draw(c2.picture(), "C2: the tangent kernel of Darcy's equation before training", of_line);
    }
    return good ? 0 : 1;
}
