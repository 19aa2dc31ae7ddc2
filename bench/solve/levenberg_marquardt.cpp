// One iteration of Levenberg-Marquardt, on all threads of the pool, against its unavoidable parts: J, the Gram matrix
// of a given J and 2.3 Cholesky factorisations of its size. In residual space, 1D Darcy, 4 x 40 tanh, N = 1024, P =
// 5041; and in parameter space, 2D Helmholtz, 4 x 20 tanh, N = 3300, P = 1341. Medians of paired repetitions and of
// their ratios, which should be at most 1.1.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <lamina.hpp>

#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/products.hpp>

#include "../json_file.hpp"

namespace {

using namespace lamina;

double now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> v) {
    std::ranges::nth_element(v, v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2));
    return v[v.size() / 2];
}

/// J, Gram matrix in the smaller space and Cholesky factorisation, each timed by itself
struct parts {
    residual_system<double>& system;
    std::size_t n = system.rows(), p = system.parameters(), m = std::min(n, p);
    std::vector<double> jt = std::vector<double>(p * n), r = std::vector<double>(n), gram = std::vector<double>(m * m),
                        factor = gram;
    double jacobian = 0, product = 0, factorisation = 0;

    void measure(std::vector<double> const& theta) {
        double const t0 = now();
        system.jacobian(theta, r, jt);
        double const t1 = now();
        if (n <= p)
            numerics::gram_of_columns(jt, p, n, gram);
        else
            numerics::gram_of_rows(jt, p, n, gram);
        double const t2 = now();
        factor = gram;
        double trace = 0;
        for (std::size_t k = 0; k < m; ++k) trace += gram[k * m + k];
        for (std::size_t k = 0; k < m; ++k) factor[k * m + k] += 1e-3 * trace / static_cast<double>(m);
        double const t3 = now();
        if (!numerics::cholesky(factor, m)) std::abort();
        double const t4 = now();
        jacobian = t1 - t0, product = t2 - t1, factorisation = t4 - t3;
    }
    [[nodiscard]] double total() const { return jacobian + product + 2.3 * factorisation; }
};

nlohmann::ordered_json compare(residual_system<double>& system, std::vector<double> const& start, int repetitions) {
    parts alone{system};
    std::vector<double> iteration, ratio, jacobian, product, factorisation;
    alone.measure(start);
    for (int k = 0; k < repetitions; ++k) {
        auto const fit = train(system, start, levenberg_marquardt{.first_rcond = 0}, {.iterations = 5});
        double const one =
            (fit.history.back().seconds - fit.history[1].seconds) * 1000 / static_cast<double>(fit.history.size() - 2);
        double sum = 0;
        for (int i = 0; i < 4; ++i) {
            alone.measure(start);
            sum += alone.total() / 4;
            jacobian.push_back(alone.jacobian);
            product.push_back(alone.product);
            factorisation.push_back(alone.factorisation);
        }
        iteration.push_back(one);
        ratio.push_back(one / sum);
    }
    std::printf("N %zu  P %zu  repetitions %d\n", alone.n, alone.p, repetitions);
    std::printf("J %.2f ms  Gram %.2f ms  Cholesky %.2f ms\n", median(jacobian), median(product),
                median(factorisation));
    std::printf("iteration %.2f ms  ratio %.3f (bar 1.1)\n", median(iteration), median(ratio));
    return {{"ms", median(iteration)}, {"ratio_to_parts", median(ratio)}};
}

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(8.0 * x) * grad(u)) == sin(x));

constexpr auto z = position<2>;
constexpr auto v = unknown<"v">(z);
constexpr auto helmholtz = problem(lap(v) + v == sin(pi * z[0]) * sin(4 * pi * z[1]), on(boundary, v == 0));

}  // namespace

int main(int argc, char** argv) {
    int repetitions = 31;
    std::string json;
    CLI::App app("An iteration of Levenberg-Marquardt against its unavoidable parts");
    app.add_option("--repeat", repetitions, "of each measurement")->check(CLI::PositiveNumber);
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    nlohmann::ordered_json out;
    auto wide = collocate(darcy, interval(-pi, pi), mlp({40, 40, 40, 40}), points(1024));
    out["wide"] = compare(wide.system(), glorot(wide.layout(), 1), repetitions);
    auto tall = collocate(helmholtz, box({-1, -1}, {1, 1}), mlp({20, 20, 20, 20}), points(2500), side_points{200});
    out["tall"] = compare(tall.system(), glorot(tall.layout(), 1), repetitions);
    write_json(json, out);
}
