#include <lamina/train/held_out_loss.hpp>

#include <vector>

namespace lamina {

double held_out_loss(residual_system<double>& of, residual_system<double> const& weighted_as,
                     std::span<double const> theta) {
    std::vector<double> r(of.rows());
    of.residual(theta, r);
    double loss = 0;
    for (std::size_t i = 0; i < of.blocks().size(); ++i) {
        residual_block const& block = of.blocks()[i];
        double sum = 0;
        for (double const x : std::span(r).subspan(block.begin, block.size)) sum += x * x;
        loss += weighted_as.blocks()[i].lambda / static_cast<double>(block.size) * sum / 2;
    }
    return loss;
}

}  // namespace lamina
