#include <lamina/train/half_squares.hpp>

namespace lamina {

std::vector<double> half_squares(residual_system<double>& of, std::span<double const> theta) {
    std::vector<double> r(of.rows()), out;
    of.residual(theta, r);
    for (residual_block const& block : of.blocks()) {
        double sum = 0;
        for (double const x : std::span(r).subspan(block.begin, block.size)) sum += x * x;
        out.push_back(sum / static_cast<double>(block.size) / 2);
    }
    return out;
}

}  // namespace lamina
