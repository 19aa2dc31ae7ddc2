// Darcy's law and conservation of mass, a vector and a scalar unknown, with a network for each:
//   q + a(x) grad p == 0,  div q == f on (0, 1)^2,  p == 0 on the boundary,  a = 1 + x0 x1
// f is made so that p = sin(pi x0) sin(pi x1). The flux has the architecture with encoders, the pressure a plain one.
#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto p = unknown<"p">(x);
constexpr auto q = unknown<"q", 2>(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 + y[0] * y[1]; });
constexpr auto exact = sin(pi * x[0]) * sin(pi * x[1]);
constexpr auto darcy = problem(q + a(x) * grad(p) == vector(0, 0), div(q) == -div(a(x) * grad(exact)),
                               on(boundary, p == 0));

int main(int argc, char** argv) {
    print(darcy);
    auto model = collocate(darcy, box({0, 0}, {1, 1}), separate(improved_mlp({12, 12, 12}), mlp({16, 16})), points(256),
                           side_points{24}, lambda{10});
    auto const start = glorot(model.layout(), 1);
    auto const fit = train(model, start, levenberg_marquardt(), stop{.iterations = 60});

    std::vector<double> at;
    for (int i = 0; i <= 20; ++i)
        for (int k = 0; k <= 20; ++k) at.insert(at.end(), {i / 20.0, k / 20.0});
    auto const pressure = model.value(fit.theta, at, p), flux = model.value(fit.theta, at, q[0]);
    double difference = 0, size = 0;
    for (std::size_t n = 0; n < pressure.size(); ++n) {
        double const s = std::sin(pi * at[2 * n]), c = std::cos(pi * at[2 * n]), t = std::sin(pi * at[2 * n + 1]);
        double const along = -(1 + at[2 * n] * at[2 * n + 1]) * pi * c * t;
        difference += std::pow(pressure[n] - s * t, 2) + std::pow(flux[n] - along, 2);
        size += std::pow(s * t, 2) + std::pow(along, 2);
    }
    return verdict<facts_of(darcy)>(argc, argv, std::sqrt(difference / size), 2e-3);
}
