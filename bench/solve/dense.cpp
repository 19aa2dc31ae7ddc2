// Dense algebra against the peak of fused multiply-adds of the same threads in the same round: Gram matrices in both
// spaces, min(N, P)^2 max(N, P) FLOP; Cholesky, n^3 / 3; least squares with a rank decision, 2 m n^2; eigenvalues of a
// symmetric matrix, and with eigenvectors, both 4/3 n^3. Medians of rounds.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <lamina/numerics/cholesky.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/numerics/products.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/parallel/instruction_set.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/report/array_of.hpp>

#include "../json_file.hpp"
#include "../kernel/fma_peak.hpp"
#include "../kernel/rounds.hpp"

namespace {

using namespace lamina;

std::vector<double> scattered(std::size_t n) {
    std::vector<double> out(n);
    std::uint64_t state = 1;
    for (double& v : out) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        v = static_cast<double>(state >> 11) / 4503599627370496.0 - 1;
    }
    return out;
}

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::size_t rounds = 5;
nlohmann::ordered_json measured_rows;

/// One row of the table: `prepare` is not timed.
void row(std::string const& name, double flop, std::function<void()> const& prepare, std::function<void()> const& run) {
    std::vector<double> ms, fraction;
    for (std::size_t k = 0; k <= rounds; ++k) {
        prepare();
        double const begin = now();
        run();
        double const seconds = now() - begin, peak = fma_rate<double>(default_pool());
        if (k == 0) continue;  // memory is new
        ms.push_back(1e3 * seconds);
        fraction.push_back(flop / seconds / peak);
    }
    measured_rows[name] = {{"ms", median(ms)}, {"peak_fraction", median(fraction)}};
    std::printf("| %-32s | %8.2f | %8.1f | %6.2f |\n", name.c_str(), median(ms), flop / median(ms) / 1e6,
                median(fraction));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    std::string json;
    CLI::App app("Dense algebra against the peak of fused multiply-adds");
    app.add_option("--repeat", rounds, "rounds of measurement")->check(CLI::PositiveNumber);
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    std::printf("%s, %zu threads, peak %.0f GFLOP/s\n\n", std::string(name_of(chosen_instruction_set())).c_str(),
                default_pool().size(), fma_rate<double>(default_pool()) / 1e9);
    std::printf("| %-32s | %8s | %8s | %6s |\n|---|---|---|---|\n", "", "ms", "GFLOP/s", "/ peak");
    using shape = std::array<std::size_t, 2>;
    for (auto const [n, p] : {shape{1024, 5041}, shape{3300, 1341}}) {
        auto const j = scattered(n * p);  // its transpose, as Jacobians are made: shape (P, N)
        std::size_t const m = std::min(n, p);
        std::vector<double> g(m * m);
        row(
            fmt::format("Gram matrix, N = {}, P = {}", n, p), static_cast<double>(m * n * p), [] {},
            [&, n = n, p = p] {
                if (n <= p)
                    numerics::gram_of_columns(j, p, n, g);
                else
                    numerics::gram_of_rows(j, p, n, g);
            });
    }
    for (std::size_t const n : {1024, 2500, 5000}) {
        auto g = scattered(n * n), factor = g;
        for (std::size_t k = 0; k < n; ++k) g[k * n + k] += static_cast<double>(n);
        row(
            fmt::format("Cholesky {}", n), std::pow(static_cast<double>(n), 3) / 3, [&] { factor = g; },
            [&] {
                if (!numerics::cholesky(factor, n)) std::abort();
            });
    }
    for (auto const [m, n] : {shape{1000, 500}, shape{4000, 1500}, shape{6000, 3000}}) {
        auto const a = scattered(m * n), b = scattered(m);
        auto columns = a;
        row(
            fmt::format("least squares {} x {}", m, n), 2.0 * static_cast<double>(m * n * n), [&] { columns = a; },
            [&, m = m, n = n] {
                if (numerics::least_squares(columns, m, n, b, 0).rank != n) std::abort();
            });
    }
    std::size_t const n = 1000;
    auto const g = scattered(n * n);
    auto vectors = array_of(g, n);
    row(
        "eigenvalues 1000", 4e9 / 3, [] {}, [&] { numerics::symmetric_eigenvalues(g, n); });
    row(
        "eigenvectors 1000", 4e9 / 3, [&] { vectors = array_of(g, n); },
        [&] { numerics::symmetric_eigenvectors(vectors); });
    write_json(json, measured_rows);
}
