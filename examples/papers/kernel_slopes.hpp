#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "../slope.hpp"
#include "table_row.hpp"

/// How tangent kernels grow as eps falls
namespace kernels {

struct growth {
    std::vector<double> eps, norm;
};

/// The norm of K_uu from eps = 1/10 to 1/100, with the theta that `theta_of` gives
template <class ModelAt, class ThetaOf>
growth growth_of(ModelAt const& model_at, ThetaOf const& theta_of) {
    growth out;
    for (double const inverse : {10, 20, 40, 60, 80, 100}) {
        auto model = model_at(1 / inverse);
        lamina::tangent_kernel const kernel(model.system(), theta_of(model));
        out.eps.push_back(1 / inverse);
        std::string const equation = model.system().blocks()[0].name;
        out.norm.push_back(kernel.block(equation, equation).frobenius_norm());
    }
    return out;
}

/// The norm of the gradient of the equation's loss at eps = 1/100 over that at 1/10
template <class ModelAt, class ThetaOf>
double steeper(ModelAt const& model_at, ThetaOf const& theta_of) {
    auto const norm = [&](double eps) {
        auto model = model_at(eps);
        auto const gradients = lamina::block_gradients(model.system(), theta_of(model));
        double sum = 0;
        for (std::size_t p = 0; p < gradients.shape(1); ++p) sum += gradients(0, p) * gradients(0, p);
        return std::sqrt(sum);
    };
    return norm(0.01) / norm(0.1);
}

/// How many eigenvalues of a spectrum, descending, hold 90 % of its sum
template <class Spectrum>
double most_of(Spectrum const& spectrum) {
    double const whole = std::accumulate(spectrum.begin(), spectrum.end(), 0.0);
    double sum = 0, count = 0;
    for (double const v : spectrum) {
        if (sum >= 0.9 * whole) break;
        sum += v, ++count;
    }
    return count;
}

/// The largest eigenvalue over the smallest that is more than rounding
template <class Spectrum>
double condition(Spectrum const& spectrum) {
    double smallest = spectrum.front();
    for (double const v : spectrum)
        if (v > 1e-14 * spectrum.front()) smallest = v;
    return spectrum.front() / smallest;
}

template <class Spectrum>
void draw(std::string const& path, Spectrum const& before, Spectrum const& after) {
    std::vector<double> number;
    for (std::size_t k = 0; k < before.size(); ++k) number.push_back(static_cast<double>(k + 1));
    lamina::plot(path, {{"before training", number, before, true}, {"after training", number, after, true}},
                 {.title = "C4: eigenvalues of the tangent kernel of Darcy's equation, eps = 1/80",
                  .x_label = "number",
                  .y_label = "eigenvalue",
                  .log_x = true,
                  .log_y = true});
}

}  // namespace kernels
