// How far `evidence` can be trusted: ten problems with exact solutions, each with a parameter that makes it harder,
// solved by solve(problem, domain, bindings), and in spaces and networks that are named and may be too small. Errors
// are the largest difference at 3,000 points, of the solution's size. Missed: no alarm over an error above 1e-3. False:
// an alarm or a refusal over one of at most 1e-6; of a refusal that of the best that was found. Refusals are not
// missed.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <lamina.hpp>

#include <CLI/CLI.hpp>

#include "../json_file.hpp"

using namespace lamina;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto z = position<3>;
constexpr auto t = time_axis;
constexpr auto p = parameter<"p">;
constexpr auto u = unknown<"u">(s);
constexpr auto v = unknown<"v">(x);
constexpr auto w = unknown<"w">(s, t);
constexpr auto q = unknown<"q">(z);
constexpr auto a = coefficient<"a">([](auto y) { return 3 + sin(y) + cos(2 * y); });

constexpr auto hill = tanh(p * (s - 0.3));
constexpr auto layer = exp(-p * s) + s;
constexpr auto fold = exp(s) + p * sin((3 * s + 1) / p);
constexpr auto bent = pow(abs(s - 0.37), p);
constexpr auto cusp = pow(x[0] * x[0] + x[1] * x[1], p);
constexpr auto plane_wave = sin(p * (0.6 * x[0] + 0.8 * x[1]));
constexpr auto ridge = tanh(p * (x[0] + x[1] - 0.9));
constexpr auto decaying = sin(p * s) * exp(-t);
constexpr auto front = tanh(p * (s - t));
constexpr auto egg_box = sin(p * z[0_c]) * sin(p * z[1_c]) * sin(p * z[2_c]);

/// The largest difference at 3,000 points, of the size of the exact solution
template <class Exact>
double error_of(solved const& found, Exact const& exact, double hardness) {
    auto const at = interior_points(found.domain(), points(3000));
    auto const values = found.unknowns(at), known = tabulate(exact, at, p = hardness);
    double difference = 0, size = 0;
    for (std::size_t k = 0; k < 3000; ++k) {
        difference = std::max(difference, std::abs(values.data()[k] - known.data()[k]));
        size = std::max(size, std::abs(known.data()[k]));
    }
    return difference / size;
}

/// Spaces and a network for so many axes, some too small for what is asked of them
struct sizes {
    std::size_t degree, frozen_functions, units, points;
};
constexpr std::array<sizes, 3> of_axes{{{24, 100, 20, 200}, {14, 300, 30, 600}, {7, 600, 30, 1000}}};

/// The lines of a file: a line for each solution, added as it is found
class file_of_lines {
public:
    explicit file_of_lines(std::string file) : file_(std::move(file)) {
        std::ifstream from(file_);
        for (std::string line; std::getline(from, line);)  // a run may have ended within one
            if (nlohmann::ordered_json::accept(line)) lines_.push_back(nlohmann::ordered_json::parse(line));
    }
    [[nodiscard]] std::vector<nlohmann::ordered_json> const& lines() const { return lines_; }
    [[nodiscard]] bool has(char const* problem, int number) const {
        return std::ranges::any_of(
            lines_, [&](auto const& line) { return line["problem"] == problem && line["number"] == number; });
    }
    void add(nlohmann::ordered_json line) {
        if (!file_.empty()) std::ofstream(file_, std::ios::app) << line.dump() << std::endl;
        lines_.push_back(std::move(line));
    }

private:
    std::string file_;
    std::vector<nlohmann::ordered_json> lines_;
};

struct tally {
    int solved = 0, good = 0, refused = 0, missed = 0, false_alarms = 0;
    double slowest = 0;

    void add(nlohmann::ordered_json const& line) {
        bool const is_refused = line["refused"], rang = is_refused || line["alarm"].get<bool>();
        auto const known = line["error"].is_null() ? std::nullopt : std::optional(line["error"].get<double>());
        ++solved, refused += is_refused;
        good += known && *known <= 1e-3;
        missed += !rang && !(known && *known <= 1e-3);
        false_alarms += rang && known && *known <= 1e-6;
        slowest = std::max(slowest, line["seconds"].get<double>());
    }
    [[nodiscard]] nlohmann::ordered_json json() const {
        return {{"solved", solved}, {"good", good},          {"refused", refused},
                {"missed", missed}, {"false", false_alarms}, {"seconds", slowest}};
    }
};

}  // namespace

int main(int argc, char** argv) {
    int count = 20;
    std::vector<int> chosen;
    std::string json, file;
    CLI::App app("Missed and false alarms of solve, over problems with exact solutions");
    app.add_option("--count", count, "of each problem")->check(CLI::Range(2, 1000));
    app.add_option("--problem", chosen, "only these, 1 to 10");
    app.add_option(
        "--lines", file,
        "add a line of JSON for each solution to this file; those that are there are not found again, unless "
        "this program is newer");
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    if (std::filesystem::exists(file) &&
        std::filesystem::last_write_time(file) < std::filesystem::last_write_time("/proc/self/exe"))
        std::filesystem::remove(file);
    file_of_lines all(file);

    auto const solve_one = [&](char const* name, int number, char const* way, double hardness, auto const& exact,
                               auto&& solved_so) {
        auto const before = std::clock();
        nlohmann::ordered_json line{{"problem", name}, {"number", number}, {"way", way}, {"p", hardness}};
        try {
            auto const found = solved_so();
            line["error"] = error_of(found.untyped(), exact, hardness);
            line["refused"] = false, line["alarm"] = found.evidence().alarm;
        } catch (std::runtime_error const& why) {
            auto const* const refusal = dynamic_cast<no_solution const*>(&why);
            line["error"] = nullptr;
            if (refusal && refusal->best()) line["error"] = error_of(*refusal->best(), exact, hardness);
            line["refused"] = true, line["said"] = why.what();
        }
        line["seconds"] = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        std::printf("%s\n", line.dump().c_str());
        std::fflush(stdout);
        all.add(std::move(line));
    };
    int problems = 0;
    // from, to: the parameter, at equal ratios; further arguments are those of `solve`
    auto const each = [&](char const* name, double from, double to, auto const& exact, auto const& problem,
                          box const& domain, auto const&... with) {
        ++problems;
        if (!chosen.empty() && std::ranges::find(chosen, problems) == chosen.end()) return;
        sizes const n = of_axes[domain.dimension() + sizeof...(with) - 1];
        for (int k = 0; k < count; ++k) {
            if (all.has(name, k)) continue;
            double const h = from * std::pow(to / from, static_cast<double>(k) / (count - 1));
            auto const by = [&](char const* way, auto const&... space) {
                solve_one(name, k, way, h, exact, [&] { return solve(problem, domain, space..., with..., p = h); });
            };
            switch (k % 5) {
                case 1:
                    by("frozen", frozen(mlp({n.frozen_functions}, activation::sin)));
                    break;
                case 3:
                    by("polynomials", chebyshev{n.degree});
                    break;
                case 4:
                    by("network", mlp({n.units}), points(n.points));
                    break;
                default:
                    by("chosen");
            }
        }
    };
    auto const line = interval(0, 1);
    auto const square = box({0, 0}, {1, 1});
    each("1D, tanh(p (x - 0.3))", 1, 1e4, hill,
         problem(manufacture(-lap(u) + u == 0, u, hill), on(boundary, u == hill)), line);
    each("1D, exp(-p x) + x, drift", 1, 1e6, layer,
         problem(manufacture(-lap(u) - p * d(u, s) == 0, u, layer), on(boundary, u == layer)), line);
    each("1D, a((3 x + 1) / p), drift", 1, 1e-4, fold,
         problem(manufacture(-div(a((3 * s + 1) / p) * grad(u)) + s * d(u, s) == 0, u, fold), on(boundary, u == fold)),
         line);
    each("1D, |x - 0.37|^p", 2.5, 8, bent, problem(manufacture(-lap(u) == 0, u, bent), on(boundary, u == bent)), line);
    each("2D, r^2p", 0.4, 3, cusp, problem(manufacture(-lap(v) == 0, v, cusp), on(boundary, v == cusp)), square);
    each("2D, Helmholtz, a plane wave", 1, 200, plane_wave,
         problem(lap(v) + p * p * v == 0, on(boundary, v == plane_wave)), square);
    each("2D, v^3, tanh(p (x0 + x1 - 0.9))", 0.5, 100, ridge,
         problem(manufacture(-lap(v) + pow<3>(v) == 0, v, ridge), on(boundary, v == ridge)), square);
    each("heat, sin(p x) exp(-t)", 1, 200, decaying,
         problem(manufacture(dt(w) - lap(w) == 0, w, decaying), on(boundary, w == decaying), on(t == 0, w == decaying)),
         line, during{0, 1});
    each("Burgers, tanh(p (x - t))", 0.5, 60, front,
         problem(manufacture(dt(w) + w * d(w, s) - 0.05 * lap(w) == 0, w, front), on(boundary, w == front),
                 on(t == 0, w == front)),
         line, during{0, 1});
    each("3D, product of sin(p x_i)", 1, 40, egg_box,
         problem(manufacture(-lap(q) == 0, q, egg_box), on(boundary, q == egg_box)), box({0, 0, 0}, {1, 1, 1}));

    nlohmann::ordered_json out{{"problems", nlohmann::ordered_json::object()}};
    for (char const* const group : {"problem", "way"}) {
        std::vector<std::pair<std::string, tally>> of;
        for (auto const& entry : all.lines()) {
            std::string const key = entry[group];
            if (std::ranges::none_of(of, [&](auto const& one) { return one.first == key; }))
                of.emplace_back(key, tally{});
            std::ranges::find_if(of, [&](auto const& one) { return one.first == key; })->second.add(entry);
        }
        for (auto const& [key, found] : of) {
            std::printf("%-34s %3d solved, %3d good, %2d refused, %d missed, %d false, slowest %.1f s\n", key.c_str(),
                        found.solved, found.good, found.refused, found.missed, found.false_alarms, found.slowest);
            out[std::string(group) + "s"][key] = found.json();
        }
    }
    tally whole;
    for (auto const& entry : all.lines()) whole.add(entry);
    out["all"] = whole.json();
    std::printf("of %d: %d good, %d refused, %d missed, %d false\n", whole.solved, whole.good, whole.refused,
                whole.missed, whole.false_alarms);
    write_json(json, out);
}
