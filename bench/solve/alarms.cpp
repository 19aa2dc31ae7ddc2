// How far `evidence` can be trusted: problems with exact solutions, each with a parameter that makes it harder, solved
// by solve(problem, domain, bindings). A solution is good if its largest error is at most 1e-3 of its size. Missed: an
// alarm that did not ring over one that is not good; false: one that rang, or a refusal, over what differs by less than
// 1e-6.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

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
constexpr auto cusp = pow(x[0] * x[0] + x[1] * x[1], p);
constexpr auto plane_wave = sin(p * (0.6 * x[0] + 0.8 * x[1]));
constexpr auto ridge = tanh(p * (x[0] + x[1] - 0.9));
constexpr auto decaying = sin(p * s) * exp(-t);
constexpr auto front = tanh(p * (s - t));
constexpr auto egg_box = sin(p * z[0_c]) * sin(p * z[1_c]) * sin(p * z[2_c]);
constexpr auto bent = pow(abs(s - 0.37), p);

class tally {
public:
    template <class Solve, class Exact>
    void add(Exact const& exact, double hardness, Solve&& solve) {
        auto const before = std::chrono::steady_clock::now();
        ++solved_;
        double off = std::numeric_limits<double>::quiet_NaN();
        bool rang = true;
        try {
            auto const found = solve();
            auto const at = interior_points(found.domain(), points(3000));
            auto const values = found(at), known = tabulate(exact, at, p = hardness);
            double difference = 0, size = 0;
            for (std::size_t k = 0; k < 3000; ++k) {
                difference = std::max(difference, std::abs(values.data()[k] - known.data()[k]));
                size = std::max(size, std::abs(known.data()[k]));
            }
            off = difference / size, rang = found.evidence().alarm;
            good_ += off <= 1e-3;
            missed_ += off > 1e-3 && !rang;
            false_ += off <= 1e-6 && rang;
        } catch (std::runtime_error const&) {
            ++refused_;
        }
        double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
        slowest_ = std::max(slowest_, seconds);
        if (verbose) std::printf("    %8.3g: off by %.1e%s, %.2f s\n", hardness, off, rang ? ", alarm" : "", seconds);
        std::fflush(stdout);
    }
    void close(char const* name, nlohmann::ordered_json& all) {
        std::printf("%-34s %3d solved, %d good, %d refused, %d missed, %d false, slowest %.1f s\n", name, solved_,
                    good_, refused_, missed_, false_, slowest_);
        std::fflush(stdout);
        all["problems"][name] = {
            {"solved", solved_}, {"good", good_}, {"refused", refused_}, {"missed", missed_}, {"false", false_}};
        for (auto const& [key, count] : {std::pair{"solved", solved_},
                                         {"good", good_},
                                         {"refused", refused_},
                                         {"missed", missed_},
                                         {"false", false_}})
            all[key] = all.value(key, 0) + count;
    }
    bool verbose = false;

private:
    int solved_ = 0, good_ = 0, refused_ = 0, missed_ = 0, false_ = 0;
    double slowest_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    int count = 20;
    bool verbose = false;
    std::string json;
    CLI::App app("Missed and false alarms of solve, over problems with exact solutions");
    app.add_option("--count", count, "of each problem")->check(CLI::Range(2, 1000));
    app.add_flag("--verbose", verbose, "a line for each solution");
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    nlohmann::ordered_json all;
    auto const line = interval(0, 1);
    auto const square = box({0, 0}, {1, 1});
    // from, to: the parameter, at equal ratios
    auto const each = [&](char const* name, auto const& exact, double from, double to, auto&& solved_at) {
        tally of;
        of.verbose = verbose;
        for (int k = 0; k < count; ++k) {
            double const hardness = from * std::pow(to / from, static_cast<double>(k) / (count - 1));
            of.add(exact, hardness, [&] { return solved_at(hardness); });
        }
        of.close(name, all);
    };
    each("1D, tanh(p (x - 0.3))", hill, 1, 1e4, [&](double h) {
        return solve(problem(manufacture(-lap(u) + u == 0, u, hill), on(boundary, u == hill)), line, p = h);
    });
    each("1D, exp(-p x) + x, drift", layer, 1, 1e6, [&](double h) {
        return solve(problem(manufacture(-lap(u) - p * d(u, s) == 0, u, layer), on(boundary, u == layer)), line, p = h);
    });
    each("1D, a((3 x + 1) / p), drift", fold, 1, 1e-4, [&](double h) {
        return solve(problem(manufacture(-div(a((3 * s + 1) / p) * grad(u)) + s * d(u, s) == 0, u, fold),
                             on(boundary, u == fold)),
                     line, p = h);
    });
    each("1D, |x - 0.37|^p", bent, 2.5, 8, [&](double h) {
        return solve(problem(manufacture(-lap(u) == 0, u, bent), on(boundary, u == bent)), line, p = h);
    });
    each("2D, r^2p", cusp, 0.4, 3, [&](double h) {
        return solve(problem(manufacture(-lap(v) == 0, v, cusp), on(boundary, v == cusp)), square, p = h);
    });
    each("2D, Helmholtz, a plane wave", plane_wave, 1, 200, [&](double h) {
        return solve(problem(lap(v) + p * p * v == 0, on(boundary, v == plane_wave)), square, p = h);
    });
    each("2D, v^3, tanh(p (x0 + x1 - 0.9))", ridge, 0.5, 100, [&](double h) {
        return solve(problem(manufacture(-lap(v) + pow<3>(v) == 0, v, ridge), on(boundary, v == ridge)), square, p = h);
    });
    each("heat, sin(p x) exp(-t)", decaying, 1, 200, [&](double h) {
        return solve(problem(manufacture(dt(w) - lap(w) == 0, w, decaying), on(boundary, w == decaying),
                             on(t == 0, w == decaying)),
                     line, during{0, 1}, p = h);
    });
    each("Burgers, tanh(p (x - t))", front, 0.5, 60, [&](double h) {
        return solve(problem(manufacture(dt(w) + w * d(w, s) - 0.05 * lap(w) == 0, w, front), on(boundary, w == front),
                             on(t == 0, w == front)),
                     line, during{0, 1}, p = h);
    });
    each("3D, product of sin(p x_i)", egg_box, 1, 40, [&](double h) {
        return solve(problem(manufacture(-lap(q) == 0, q, egg_box), on(boundary, q == egg_box)),
                     box({0, 0, 0}, {1, 1, 1}), p = h);
    });
    write_json(json, all);
}
