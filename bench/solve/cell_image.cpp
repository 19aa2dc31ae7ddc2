// The cell problems of a random image of two phases, 1 and a contrast, on n x n pixels: seconds, iterations and the
// memory of the process, for the two load cases one after the other as `solve(homogenize(...), period(1))` has them.
// LAMINA_THREADS sets the threads.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>

#include <CLI/CLI.hpp>

#include <sys/resource.h>

#include <lamina/homogenize/cell_equation.hpp>

#include "../json_file.hpp"

int main(int argc, char** argv) {
    std::size_t n = 2048, most_iterations = 0;
    double contrast = 9, residual = 1e-8;
    std::string json;
    CLI::App app("The cell problems of a random image of two phases");
    app.add_option("--pixels", n, "along each axis");
    app.add_option("--contrast", contrast, "of the second phase to the first");
    app.add_option("--residual", residual, "at which a cell is solved");
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    lamina::cell_equation cell;
    cell.dimension = 2, cell.grid = {n, n, 1}, cell.by_differences = true;
    std::size_t const points = n * n;
    cell.tensor.assign(4 * points, 0.0);
    std::mt19937 random(1);
    for (std::size_t p = 0; p < points; ++p)
        cell.tensor[p] = cell.tensor[3 * points + p] = random() % 2 == 0 ? 1 : contrast;
    cell.flux.resize(2 * points);
    auto const start = std::chrono::steady_clock::now();
    auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    for (std::size_t j = 0; j < 2; ++j) {
        for (std::size_t i = 0; i < 2; ++i)
            std::copy_n(&cell.tensor[(2 * i + j) * points], points, &cell.flux[i * points]);
        double const before = seconds();
        auto const found = solve(cell, {.tolerance = residual, .accepted = 10 * residual});
        double flux[2]{};
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t p = 0; p < points; ++p)
                flux[i] +=
                    (cell.flux[i * points + p] + cell.tensor[3 * i * points + p] * found.gradient(i, p)) /
                    static_cast<double>(points);
        double const taken = seconds() - before;
        most_iterations = std::max(most_iterations, found.iterations);
        std::printf("load %zu: a* = (%.10f, %.10f), %zu iterations, residual %.1e, %.2f s, %.4f s an iteration\n", j,
                    flux[0], flux[1], found.iterations, found.residual, taken,
                    taken / static_cast<double>(found.iterations));
    }
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    double const total = seconds(), mebibytes = static_cast<double>(use.ru_maxrss) / 1024;
    std::printf("%zu x %zu pixels, contrast %g: %.2f s, at most %.0f MiB\n", n, n, contrast, total, mebibytes);
    write_json(json, {{"seconds", total}, {"mebibytes", mebibytes}, {"iterations", most_iterations}});
}
