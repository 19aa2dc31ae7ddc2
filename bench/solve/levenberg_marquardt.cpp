// One iteration of Levenberg-Marquardt against its unavoidable parts: J, the Gram matrix by cblas_dsyrk and 2.3
// Cholesky factorisations by LAPACKE_dpotrf, all on 2 threads. 1D Darcy, 4 x 40 tanh, N = 1024, P = 5041.
// Prints the medians of paired repetitions and their ratio, which should be at most 1.1. An argument: repetitions.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <cblas.h>
#include <lapacke.h>

#include <lamina.hpp>

namespace {

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(8.0 * x) * grad(u)) == sin(x));

constexpr std::size_t n = 1024;

double now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> v) {
    std::ranges::nth_element(v, v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2));
    return v[v.size() / 2];
}

/// J, Gram matrix and Cholesky factorisation, each timed by itself
struct parts {
    residual_system<double>& system;
    std::size_t p = system.parameters();
    std::vector<double> jt = std::vector<double>(p * n), r = std::vector<double>(n), gram = std::vector<double>(n * n),
                        factor = gram;
    double jacobian = 0, product = 0, factorisation = 0;

    void measure(std::vector<double> const& theta) {
        double const t0 = now();
        system.jacobian(theta, r, jt);
        double const t1 = now();
        openblas_set_num_threads(2);
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, n, static_cast<int>(p), 1.0, jt.data(), n, 0.0, gram.data(),
                    n);
        double const t2 = now();
        factor = gram;
        double trace = 0;
        for (std::size_t k = 0; k < n; ++k) trace += gram[k * n + k];
        for (std::size_t k = 0; k < n; ++k) factor[k * n + k] += 1e-3 * trace / n;
        double const t3 = now();
        if (LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', n, factor.data(), n) != 0) std::abort();
        double const t4 = now();
        jacobian = t1 - t0, product = t2 - t1, factorisation = t4 - t3;
    }
    [[nodiscard]] double total() const { return jacobian + product + 2.3 * factorisation; }
};

}  // namespace

int main(int argc, char** argv) {
    int const repetitions = argc > 1 ? std::atoi(argv[1]) : 31;
    auto model = collocate(darcy, interval(-pi, pi), mlp({40, 40, 40, 40}), points(n));
    auto const start = glorot(model.layout(), 1);
    parts alone{model.system()};
    std::vector<double> iteration, ratio, jacobian, product, factorisation;
    alone.measure(start);
    for (int k = 0; k < repetitions; ++k) {
        auto const fit = train(model.system(), start, levenberg_marquardt{.first_rcond = 0}, {.iterations = 5});
        double const one = (fit.history.back().seconds - fit.history[1].seconds) * 1000 /
                           static_cast<double>(fit.history.size() - 2);
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
    std::printf("N %zu  P %zu  repetitions %d\n", n, model.parameters(), repetitions);
    std::printf("J %.2f ms  Gram %.2f ms  Cholesky %.2f ms\n", median(jacobian), median(product),
                median(factorisation));
    std::printf("iteration %.2f ms  ratio %.3f (bar 1.1)\n", median(iteration), median(ratio));
}
