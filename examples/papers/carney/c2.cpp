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
        std::string const name = kernels::in_words(layers);
        auto const of_line = c2.solved([&] { return kernels::on_line(network, n, drawn); });
        good = kernels::grows(c2, name, of_line) && good;
        auto const of_square = c2.solved([&] { return kernels::on_square(network, n, drawn); });
        good = kernels::grows(c2, "two dimensions, " + name, of_square) && good;
        if (layers > 1) continue;
        c2.named(name);
        for (auto const& largest : of_line.largest)
            good = c2.of_number("slope of a largest eigenvalue", slope(of_line.eps, largest), -2.2, -1.8) && good;
        good = c2.of_number("slope of |K_bb|", slope(of_line.eps, of_line.boundary), -1e-12, 1e-12) && good;
        if (!c2.picture().empty())
            kernels::draw(c2.picture(), "C2: the tangent kernel of Darcy's equation before training", of_line);
    }
    return good ? 0 : 1;
}
