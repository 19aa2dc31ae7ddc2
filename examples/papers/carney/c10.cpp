// Carney, Gangal, Kim, later version, 3.2: the negative control. Where only the source oscillates, the tangent kernel
// does not know eps, and gradients of the loss grow slower than for Darcy's equation.
#include "kernel_slopes.hpp"

using namespace lamina;

constexpr auto poisson =
    problem(-lap(kernels::u) == 4 * sin(2 * kernels::x) + 1 / kernels::eps * sin(kernels::x / kernels::eps),
            on(boundary, kernels::u == 0));

namespace {

/// The norm of the gradient of the equation's loss at eps = 1/100 over that at 1/10
double steeper(auto const& model_at, std::uint64_t seed) {
    auto const norm = [&](double e) {
        auto model = model_at(e);
        auto const gradients = block_gradients(model.system(), standard_normal(model.layout(), seed));
        double sum = 0;
        for (std::size_t p = 0; p < gradients.shape(1); ++p) sum += gradients(0, p) * gradients(0, p);
        return std::sqrt(sum);
    };
    return norm(0.01) / norm(0.1);
}

}  // namespace

int main(int argc, char** argv) {
    table_row c10("C10", argc, argv, {{"units", 50}});
    mlp const network({static_cast<std::size_t>(c10["units"])});
    std::uint64_t const seed = c10.seed().value;
    auto const of_poisson = [&](double e) {
        return collocate(poisson, kernels::line(), network, points(256), kernels::eps = e);
    };
    auto const of_darcy = [&](double e) {
        return collocate(kernels::darcy, kernels::line(), network, points(256), kernels::eps = e);
    };
    auto const found = c10.solved([&] {
        return kernels::growth_of(of_poisson, [&](auto& model) { return standard_normal(model.layout(), seed); });
    });
    bool good = c10.of_number("slope of |K_uu|", slope(found.eps, found.norm), -1e-12, 1e-12);
    double const slower = steeper(of_poisson, seed), faster = steeper(of_darcy, seed);
    good = c10.of_number("|dL/dtheta| at eps = 1/100 / at 1/10", slower, 0, faster) && good;
    c10.named("Darcy's equation").of_number("|dL/dtheta| at eps = 1/100 / at 1/10", faster, 1, INFINITY);
    return good ? 0 : 1;
}
