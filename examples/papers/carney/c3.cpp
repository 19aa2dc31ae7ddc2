// Carney, Gangal, Kim 2022, 4.1: after training, the tangent kernel of Darcy's equation still grows as eps^-2. With
// --full also with more layers, and in two dimensions.
#include "kernel_slopes.hpp"

using namespace lamina;

int main(int argc, char** argv) {
    table_row c3("C3", argc, argv, {{"units", 50}});
    auto const units = static_cast<std::size_t>(c3["units"]);
    auto const trained = [&](auto& model) {
        return kernels::trained(model, c3.seed().value, c3.quick() ? 1000 : 10000);
    };
    bool good = true;
    for (std::size_t layers = 1; layers <= (c3.full() ? 4u : 1u); ++layers) {
        mlp const network(std::vector<std::size_t>(layers, units));
        std::string const name = kernels::in_words(layers);
        auto const of_line = c3.solved([&] { return kernels::on_line(network, 256, trained, lambda{2}); });
        good = kernels::grows(c3, name, of_line) && good;
        if (layers == 1 && !c3.picture().empty())
            kernels::draw(c3.picture(), "C3: the tangent kernel of Darcy's equation after training", of_line);
        if (!c3.full()) continue;
        auto const of_square = c3.solved([&] { return kernels::on_square(network, 256, trained); });
        good = kernels::grows(c3, "two dimensions, " + name, of_square) && good;
    }
    return good ? 0 : 1;
}
