// A peer's first row in time: Burgers' equation with a layer that steepens at x = 0, periodic, by slabs
#include "table_row.hpp"

#include <cmath>
#include <complex>
#include <numbers>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto t = time_axis;
constexpr auto nu = parameter<"nu">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto burgers =
    problem(dt(u) + u * d(u, x) - nu * lap(u) == 0, on(periodic(x), u), on(t == 0, u == -sin(pi * x)));

/// Cole and Hopf's solution, a ratio of Gaussian integrals, by the trapezoidal rule, which is exact but for rounding;
/// its slope by a complex step
std::complex<double> cole_hopf(std::complex<double> at, double time, double viscosity) {
    double const pi_ = std::numbers::pi, width = std::sqrt(4 * viscosity * time), scale = 1 / (2 * pi_ * viscosity);
    std::complex<double> above = 0, below = 0;
    for (double y = -12; y <= 12; y += 0.04) {
        std::complex<double> const z = at - width * y;
        auto const weight = std::exp(-scale * (1.0 + std::cos(pi_ * z)) - y * y);
        above -= weight * std::sin(pi_ * z), below += weight;
    }
    return above / below;
}

int main(int argc, char** argv) {
    table_row p1("P1", argc, argv, {{"nu", 0.01}});
    double const viscosity = p1["nu"];
    auto const exact = [&](point_list const& at) {
        std::pair<std::vector<double>, std::vector<double>> out;
        for (std::size_t k = 0; k < at.size() / 2; ++k) {
            auto const v = cole_hopf({at(k, 0), 1e-30}, at(k, 1), viscosity);
            out.first.push_back(v.real()), out.second.push_back(v.imag() / 1e-30);
        }
        return out;
    };
    auto const u_h = p1.solved([&] {
        return solve(burgers, interval(-1, 1), during{0, 1}, nu = viscosity, p1.seed(), p1.enough(1e-6));
    });
    bool const good = p1.named("all times").of_maximum(u_h, u, exact, p1.bound(1e-5, 1e-6));
    point_list at_end(2001, 2);
    for (std::size_t k = 0; k < 2001; ++k) at_end(k, 0) = -1 + static_cast<double>(k) / 1000, at_end(k, 1) = 1;
    return p1.named("t = 1").at(at_end).of_l2(u_h, u, exact, p1.bound(1e-7, 1e-8)) && good ? 0 : 1;
}
