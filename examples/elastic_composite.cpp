// The stiffness of an elastic composite in plane strain: layers and blocks of isotropic materials, homogenised.
// Exact for layers across the first axis (Backus 1962), and for one shear modulus (Hill 1964): there the composite is
// isotropic, with 1 / (lambda* + 2 mu) = mean(1 / (lambda + 2 mu)).
#include <array>
#include <cmath>

#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u", 2>(x);
constexpr auto load = vector(constant<0>, constant<-1>);
constexpr auto clamped = on(boundary, u == vector(constant<0>, constant<0>));

constexpr auto C = coefficient<"C">([](auto y) {
    return isotropic<2>(where(y[0] < 0.5, 1.0, 6.0), where(y[0] < 0.5, 2.0, 0.5));
});
constexpr auto layers = homogenize(problem(-div(contract(C(x / eps), sym(grad(u)))) == load, clamped), x / eps);

constexpr auto bulk = coefficient<"bulk">([](auto y) { return 2 + sin(2 * pi * y[0]) * sin(2 * pi * y[1]); });
constexpr auto e = sym(grad(u));
constexpr auto blocks =
    homogenize(problem(-div(bulk(x / eps) * trace(e) * identity<2> + 2 * constant<1> * e) == load, clamped), x / eps);

int main(int argc, char** argv) {
    print(layers);
    auto const found = solve(layers, period(1)), rounded = solve(blocks, period(1));
    print(effective_problem(layers, found));
    double const across = 2 / (1 / 5.0 + 1 / 7.0), ratio = (1 / 5.0 + 6 / 7.0) / 2, shear = 2 / (1 / 2.0 + 1 / 0.5);
    double const along = (4 * 2.0 * 3 / 5 + 4 * 0.5 * 6.5 / 7) / 2 + ratio * ratio * across;
    double hill = 0;
    for (int i = 0; i < 1024; ++i)
        hill += 1 / (4 + std::sin(std::acos(-1.0) * (i % 32) / 16) * std::sin(std::acos(-1.0) * (i / 32) / 16)) / 1024;
    std::array<double, 6> const exact{across, across * ratio, along, shear, 1 / hill, 1 / hill - 2};
    std::array<double, 6> const made{found(0, 0),   found(0, 3),   found(3, 3),
                                     found(1, 1),   rounded(3, 3), rounded(0, 3)};
    return verdict(argc, argv, relative_error(made, exact), 1e-10);
}
