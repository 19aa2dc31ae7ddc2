#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "../slope.hpp"
#include "table_row.hpp"

/// How tangent kernels grow as eps falls: Carney, Gangal and Kim 2022, section 4.1, on their Darcy equation
namespace kernels {

inline constexpr auto x = lamina::position<1>;
inline constexpr auto eps = lamina::parameter<"eps">;
inline constexpr auto u = lamina::unknown<"u">(x);
inline constexpr auto a =
    lamina::coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * lamina::sin(2 * lamina::pi * y)); });
inline constexpr auto darcy =
    lamina::problem(-lamina::div(a(x / eps) * lamina::grad(u)) == lamina::sin(x), lamina::on(lamina::boundary, u == 0));

/// The same in two variables, layered along the first
inline constexpr auto z = lamina::position<2, "z">;
inline constexpr auto w = lamina::unknown<"w">(z);
inline constexpr auto darcy_2d = lamina::problem(-lamina::div(a(z[0] / eps) * lamina::grad(w)) == lamina::sin(z[0]),
                                                 lamina::on(lamina::boundary, w == 0));

inline lamina::box line() { return lamina::interval(-lamina::pi, lamina::pi); }
inline lamina::box square() { return lamina::box({-lamina::pi, -lamina::pi}, {lamina::pi, lamina::pi}); }

struct growth {
    std::vector<double> eps, norm, boundary;  ///< of K_uu and of K_bb
    std::array<std::vector<double>, 3> largest;  ///< eigenvalues of K_uu
};

/// The kernel's blocks from eps = 1/10 to 1/100, with the theta that `theta_of` gives
template <class ModelAt, class ThetaOf>
growth growth_of(ModelAt const& model_at, ThetaOf const& theta_of) {
    growth out;
    for (double const inverse : {10, 20, 40, 60, 80, 100}) {
        auto model = model_at(1 / inverse);
        lamina::tangent_kernel const kernel(model.system(), theta_of(model));
        std::string const equation = kernel.blocks()[0].name, condition = kernel.blocks()[1].name;
        auto const largest = kernel.largest_eigenvalues(equation, 3);
        out.eps.push_back(1 / inverse);
        out.norm.push_back(kernel.block(equation, equation).frobenius_norm());
        out.boundary.push_back(kernel.block(condition, condition).frobenius_norm());
        for (std::size_t k = 0; k < 3; ++k) out.largest[k].push_back(largest(k));
    }
    return out;
}

/// The same of both problems, in a network, at so many points; further arguments are those of `collocate`
template <class Network, class ThetaOf, class... Arguments>
growth on_line(Network const& network, std::size_t count, ThetaOf const& theta_of, Arguments const&... arguments) {
    return growth_of(
        [&](double e) { return collocate(darcy, line(), network, lamina::points(count), arguments..., eps = e); },
        theta_of);
}
template <class Network, class ThetaOf>
growth on_square(Network const& network, std::size_t count, ThetaOf const& theta_of) {
    return growth_of(
        [&](double e) {
            return collocate(darcy_2d, square(), network, lamina::points(count), lamina::side_points{8}, eps = e);
        },
        theta_of);
}

/// "2 hidden layers"
inline std::string in_words(std::size_t layers) {
    return std::to_string(layers) + " hidden layer" + (layers == 1 ? "" : "s");
}

/// Whether |K_uu| grows as eps^-2, to a tenth of the exponent
inline bool grows(table_row& row, std::string const& name, growth const& of) {
    return row.named(name).of_number("slope of |K_uu|", slope(of.eps, of.norm), -2.2, -1.8);
}

/// The paper's training before C3 and C4: Adam with a rate of 1e-5, 10000 iterations, from Glorot weights
template <class Model>
std::vector<double> trained(Model& model, std::uint64_t seed, std::size_t iterations) {
    return train(model, lamina::glorot(model.layout(), seed, {.bias_scale = 0}), lamina::adam{.rate = 1e-5},
                 {.iterations = iterations})
        .theta;
}

/// As the paper's Figure 2: norm and largest eigenvalues over 1 / eps
inline void draw(std::string const& path, std::string const& title, growth const& of) {
    std::vector<double> inverse;
    for (double const e : of.eps) inverse.push_back(1 / e);
    std::vector<lamina::curve> curves{{"norm of K_uu", inverse, of.norm}};
    for (std::size_t k = 0; k < 3; ++k)
        curves.push_back({"eigenvalue " + std::to_string(k + 1), inverse, of.largest[k]});
    curves.push_back({"norm of K_bb", inverse, of.boundary});
    lamina::plot(path, curves, {.title = title, .x_label = "1 / eps", .log_x = true, .log_y = true});
}

}  // namespace kernels
