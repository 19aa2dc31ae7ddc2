// Why descent fails where one least squares does not: the tangent kernel K of Darcy's equation with an oscillating
// coefficient (experiment C7 of Carney, Gangal and Kim 2022) against eps, in three spaces: a network of the paper's
// size with all its parameters, a frozen one of sine waves that resolve eps, and slow polynomials times fast waves. For
// the last two, which are linear, K is constant and what gradient descent reaches is exact; for the first it is what
// the linearised network would reach.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <lamina.hpp>
#include <lamina/discretise/fast_waves.hpp>

#include <CLI/CLI.hpp>

#include "../json_file.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto darcy = problem(manufacture(-div(a(x / eps) * grad(u)) == 0, u, exact), on(boundary, u == 0));

constexpr double steps = 40000;  // of gradient descent with the largest rate that does not grow, 1 / lambda_1

nlohmann::ordered_json kernel_of(residual_system<double>& system, std::span<double const> theta) {
    tangent_kernel const kernel(system, theta);
    auto const rate = kernel.spectrum();
    std::size_t const count = std::min(system.rows(), system.parameters());
    std::vector<double> r(system.rows());
    system.residual(theta, r);
    auto const loss = kernel.gradient_flow(r, std::vector<double>{0, steps / rate(0)});
    auto const learned =
        std::count_if(rate.begin(), rate.end(), [&](double v) { return v / rate(0) * steps > std::log(2.0); });
    return {{"largest", rate(0)},
            {"condition", rate(0) / std::max(rate(count - 1), 1e-16 * rate(0))},
            {"modes", count},
            {"learned", learned},
            {"left", loss(1) / loss(0)}};
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Tangent kernels of one equation in three spaces, against eps");
    std::string json;
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    nlohmann::ordered_json measured;
    auto const domain = interval(-pi, pi);
    std::printf("%-10s %-6s %10s %10s %6s %8s %12s %12s\n", "space", "1/eps", "lambda_1", "condition", "modes",
                "learned", "loss left", "max error");
    auto const add = [&](std::string const& name, int one_over, nlohmann::ordered_json row) {
        auto const error = row.value("error", std::nan(""));
        std::printf("%-10s %-6d %10.2e %10.1e %6d %8d %12.2e %12.1e\n", name.c_str(), one_over,
                    row["largest"].get<double>(), row["condition"].get<double>(), row["modes"].get<int>(),
                    row["learned"].get<int>(), row["left"].get<double>(), error);
        measured[name][std::to_string(one_over)] = row;
    };
    for (int const one_over : {8, 32, 128}) {
        double const small = 1.0 / one_over;
        auto network = collocate(darcy, domain, mlp({40, 40, 40, 40}, activation::sin), points(600), eps = small);
        add("network", one_over, kernel_of(network.system(), glorot(network.layout(), 1)));
        auto const linear = [&](std::string const& name, auto const& space) {
            auto model = collocate(darcy, domain, space, points(600), eps = small);
            auto row = kernel_of(model.system(), std::vector<double>(model.system().parameters()));
            row["error"] = error(solve(darcy, domain, space, eps = small), exact, maximum);
            add(name, one_over, row);
        };
        linear("frozen", frozen(mlp({400}, activation::sin), {.scale = {1.2 * one_over}}));
        linear("two-scale", fast_waves{.wave = 1 / small, .degrees = {24, 24}});
    }
    write_json(json, measured);
}
