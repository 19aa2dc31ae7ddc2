// Carney, Gangal, Kim 2022, 4.1: the whole spectrum of the tangent kernel of Darcy's equation at eps = 1/80. A handful
// of eigenvalues is nearly all of it, after training one; the largest is many orders above the smallest.
#include <numeric>

#include "kernel_slopes.hpp"

using namespace lamina;

namespace {

/// How many eigenvalues of a spectrum, descending, hold 90 % of its sum
double most_of(xt::xtensor<double, 1> const& spectrum) {
    double const whole = std::accumulate(spectrum.begin(), spectrum.end(), 0.0);
    double sum = 0, count = 0;
    for (double const v : spectrum) {
        if (sum >= 0.9 * whole) break;
        sum += v, ++count;
    }
    return count;
}

/// The largest eigenvalue over the smallest that is more than rounding
double condition(xt::xtensor<double, 1> const& spectrum) {
    double smallest = spectrum.front();
    for (double const v : spectrum)
        if (v > 1e-14 * spectrum.front()) smallest = v;
    return spectrum.front() / smallest;
}

}  // namespace

int main(int argc, char** argv) {
    table_row c4("C4", argc, argv, {{"units", 50}, {"eps", 1.0 / 80}});
    auto model = collocate(kernels::darcy, kernels::line(), mlp({static_cast<std::size_t>(c4["units"])}), points(256),
                           lambda{2}, kernels::eps = c4["eps"]);
    std::uint64_t const seed = c4.seed().value;
    auto const before = c4.solved(
        [&] { return tangent_kernel(model.system(), standard_normal(model.layout(), seed)).spectrum(); });
    c4.named("before training");
    bool good = c4.of_number("eigenvalues with 90 % of the trace", most_of(before), 1, 5);
    c4.of_number("largest / smallest above rounding", condition(before), 1, INFINITY);
    auto const after = c4.solved(
        [&] { return tangent_kernel(model.system(), kernels::trained(model, seed, 10000)).spectrum(); });
    c4.named("after training");
    good = c4.of_number("eigenvalues with 90 % of the trace", most_of(after), 1, 1) && good;
    c4.of_number("largest / smallest above rounding", condition(after), 1, INFINITY);
    if (c4.picture().empty()) return good ? 0 : 1;
    std::vector<double> number(before.size());
    std::iota(number.begin(), number.end(), 1.0);
    plot(c4.picture(), {{"before training", number, before, true}, {"after training", number, after, true}},
         {.title = "C4: eigenvalues of the tangent kernel of Darcy's equation",
          .x_label = "number",
          .y_label = "eigenvalue",
          .log_x = true,
          .log_y = true});
    return good ? 0 : 1;
}
