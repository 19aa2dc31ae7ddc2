// Memory and time of loss and gradient against the number of points: Helmholtz M1 (2-50-50-50-50-1 tanh) from its one
// line, N interior points and 4 x N / 1000 on the sides, N = 1e3 .. 1e6. Memory is what the process held at most, less
// what it held before `collocate` and less the points' own tables (what the kernels read for each point, in their
// order); each N runs in a process of its own. The bar is 200 MB at N = 1e6, and time linear in N up to there.
// Usage: memory [--output FOLDER] [--json FILE]   writes memory.csv and memory.png to FOLDER

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <lamina/dsl.hpp>
#include <lamina/discretise/collocate.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/report/csv.hpp>
#include <lamina/report/plot.hpp>
#include <lamina/rows/collocated_system.hpp>

#include <CLI/CLI.hpp>

#include "../json_file.hpp"

namespace {

using namespace lamina;
using clock_type = std::chrono::steady_clock;

constexpr double megabyte = 1e6;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto q = sin(x[0_c]) * sin(4 * x[1_c]);
constexpr auto helmholtz = problem(lap(u) + k * k * u == q, on(boundary, u == 0));

/// "VmRSS": what the process holds; "VmHWM": the most that it ever held. In bytes.
double memory_of_process(std::string const& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == name + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return 1024 * kilobytes;
        }
    return std::numeric_limits<double>::quiet_NaN();
}

double seconds_since(clock_type::time_point begin) {
    return std::chrono::duration<double>(clock_type::now() - begin).count();
}

struct cost_of_points {
    double points, own_tables, to_collocate, beyond, collocate_seconds, seconds;
};

/// The numbers of jets, weights and tables that the kernels keep
double tables_of(collocated_system<double> const& system) {
    constexpr double tables_of_equation[] = {1, 1};  // q; 0 on the boundary
    double bytes = 0;
    for (std::size_t i = 0; i < system.blocks().size(); ++i) {
        auto const& points = system.part(i).points();
        bytes += sizeof(double) * static_cast<double>(points.points()) *
                 (static_cast<double>(points.inputs() * points.shape().channels) + tables_of_equation[i]);
    }
    return bytes;
}

cost_of_points measure(std::size_t n) {
    default_pool();
    double const before = memory_of_process("VmRSS");
    auto const start = clock_type::now();
    auto model = collocate(helmholtz, box({-1, -1}, {1, 1}), mlp({50, 50, 50, 50}, activation::tanh), points(n),
                           side_points{std::max<std::size_t>(1, n / 1000)}, k = 1.0);
    double const collocate_seconds = seconds_since(start);
    double const own = tables_of(model.collocated());
    double const to_collocate = memory_of_process("VmHWM") - before - own;

    auto const theta = glorot(model.layout(), 1);
    std::vector<double> gradient(theta.size());
    double fastest = std::numeric_limits<double>::infinity();
    for (int round = 0; round < (n < 100000 ? 20 : 3); ++round) {
        auto const begin = clock_type::now();
        model.system().loss_and_gradient(theta, gradient);
        fastest = std::min(fastest, seconds_since(begin));
    }
    return {static_cast<double>(n), own, to_collocate, memory_of_process("VmHWM") - before - own, collocate_seconds,
            fastest};
}

/// `measure` in a child process, whose memory is nobody else's
cost_of_points measure_apart(std::size_t n) {
    int ends[2];
    if (pipe(ends) != 0) std::exit((std::perror("memory: pipe"), 1));
    pid_t const child = fork();
    if (child < 0) std::exit((std::perror("memory: fork"), 1));
    if (child == 0) {
        cost_of_points const m = measure(n);
        _exit(write(ends[1], &m, sizeof m) == sizeof m ? 0 : 1);
    }
    close(ends[1]);
    cost_of_points m{};
    bool const whole = read(ends[0], &m, sizeof m) == sizeof m;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    if (!whole) std::exit((std::fprintf(stderr, "memory: the process for N = %zu failed\n", n), 1));
    return m;
}

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path folder = ".";
    std::string json;
    CLI::App app("Memory and time of loss and gradient against the number of points");
    app.add_option("--output", folder, "folder of memory.csv and memory.png");
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    std::vector<cost_of_points> all;
    std::printf("%9s %12s %24s %24s %12s %16s %14s\n", "N", "tables, MB", "beyond: collocate, MB",
                "beyond: and gradient", "collocate, s", "loss+gradient, s", "us per point");
    for (std::size_t n : {1000u, 3000u, 10000u, 30000u, 100000u, 300000u, 1000000u}) {
        cost_of_points const m = all.emplace_back(measure_apart(n));
        std::printf("%9.0f %12.1f %24.1f %24.1f %12.3g %16.3g %14.3f\n", m.points, m.own_tables / megabyte,
                    m.to_collocate / megabyte, m.beyond / megabyte, m.collocate_seconds, m.seconds,
                    1e6 * m.seconds / m.points);
        std::fflush(stdout);
    }
    auto const column_of = [&](double cost_of_points::*member, double unit) {
        std::vector<double> values;
        for (cost_of_points const& m : all) values.push_back(m.*member / unit);
        return values;
    };
    auto const n = column_of(&cost_of_points::points, 1), own = column_of(&cost_of_points::own_tables, megabyte),
               beyond = column_of(&cost_of_points::beyond, megabyte), seconds = column_of(&cost_of_points::seconds, 1),
               collocate_seconds = column_of(&cost_of_points::collocate_seconds, 1);
    write_csv(folder / "memory.csv", {{"points", n},
                                      {"own_tables_mb", own},
                                      {"beyond_mb", beyond},
                                      {"collocate_s", collocate_seconds},
                                      {"loss_and_gradient_s", seconds}});
    std::vector<double> us_per_point;  // from 10,000 points on
    for (cost_of_points const& m : all)
        if (m.points >= 1e4) us_per_point.push_back(1e6 * m.seconds / m.points);
    auto const [least, most] = std::minmax_element(us_per_point.begin(), us_per_point.end());
    write_json(json, {{"points", n.back()},
                      {"tables_mebibytes", all.back().own_tables / 0x1p20},
                      {"collocate_mebibytes", all.back().to_collocate / 0x1p20},
                      {"beyond_mebibytes", all.back().beyond / 0x1p20},
                      {"least_us_per_point", *least},
                      {"most_us_per_point", *most},
                      {"slowdown_per_point", *most / *least}});
    std::vector<double> linear, milliseconds = seconds;
    for (double& s : milliseconds) s *= 1e3;
    for (double const points : n) linear.push_back(points * milliseconds.back() / n.back());
    plot(folder / "memory.png",
         {{"loss + gradient, ms", n, milliseconds, true},
          {"linear in N", n, linear},
          {"memory beyond the tables, MB", n, beyond, true},
          {"the tables, MB", n, own}},
         {.title = "Helmholtz, 2-50-50-50-50-1 tanh", .x_label = "interior points N", .log_x = true, .log_y = true});
}
