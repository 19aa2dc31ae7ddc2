// The rows of the benchmark on 1 and on 2 threads: generated code against programs by hand and against the peak.
//
//     summary [--json FILE] [--repeat N] [--rows a,b,...] [--no-pin]
//
// prints, and writes to FILE, a JSON object with a member for each row: `ms_T`, median time on T threads (processor
// time on one, time on the wall on two); `ratio_to_hand_T`, median over the rounds of generated / by hand, null where
// there is no such program;
// `peak_fraction_T`, counted FLOP / time / FMA peak of the same threads in the same round; `spread`, the larger of
// both interquartile ranges over medians; and, for a machine that others use too, the same as `quiet_...` from lower
// quartiles of times and the upper quartile of the peak. The row darcy_k has `ratio_to_product_T` besides: of K to
// the product J J^T of a given J. A table goes to stderr. Fails if generated code and that by hand disagree.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "../json_file.hpp"
#include "pinned.hpp"
#include "rounds.hpp"
#include "rows/rows.hpp"

namespace {

using json = nlohmann::ordered_json;

struct row {
    char const* name;
    contest (*make)();
};
constexpr row all_rows[] = {
    {"m1_f64_small", rows::m1_f64_small},
    {"m1_f64_large", rows::m1_f64_large},
    {"m1_f32_small", rows::m1_f32_small},
    {"m1_f32_large", rows::m1_f32_large},
    {"darcy_j", rows::darcy_j},
    {"darcy_k", rows::darcy_k},
    {"cavity_gradient", rows::cavity_gradient},
    {"m3_f64_small", rows::m3_f64_small},
    {"m3_f64_large", rows::m3_f64_large},
    {"tensor_darcy_2d", rows::tensor_darcy_2d},
    {"klein_gordon", rows::klein_gordon},
    {"darcy_jv", rows::darcy_jv},
    {"darcy_jtw", rows::darcy_jtw},
};

struct options {
    std::size_t rounds = 31;
    bool pin = true;
    std::vector<row> chosen;
};

json measure(row const& one, options const& with, std::size_t threads) {
    contest const c = [&] {
        pinned const workers(threads - 1, with.pin);  // threads that start here stay on the last of the cores
        lamina::default_pool();
        contest made = one.make();
        if (made.disagreement)
            if (double const d = made.disagreement(); !(d <= made.tolerance))
                throw std::runtime_error(
                    fmt::format("{}, {} threads: generated code and code by hand differ by {:.2g}, expected <= {:.2g}",
                                one.name, threads, d, made.tolerance));
        return made;
    }();
    pinned const caller(0, with.pin);
    measured const m = run_rounds(c, with.rounds, lamina::default_pool());
    json out;
    std::string text =
        fmt::format("{:16} {} {:9.4f} {:9.4f} {:9.4f} {:6.1f}  {:5.3f} {:5.3f} ", one.name, threads, m.ms, m.quiet_ms,
                    m.least_ms, 100 * m.spread, m.peak_fraction, m.quiet_peak_fraction);
    std::string const suffix = "_" + std::to_string(threads);
    out["ratio_to_hand" + suffix] = nullptr;
    out["peak_fraction" + suffix] = m.peak_fraction;
    out["ms" + suffix] = m.ms;
    out["spread"] = m.spread;
    out["quiet_ms" + suffix] = m.quiet_ms;
    out["quiet_peak_fraction" + suffix] = m.quiet_peak_fraction;
    out["quiet_ratio_to_hand" + suffix] = nullptr;
    for (auto const& [name, against] : m.opponent) {
        out["ratio_to_" + name + suffix] = against.ratio;
        out["quiet_ratio_to_" + name + suffix] = against.quiet_ratio;
        text += fmt::format(" {:5.3f} {:5.3f} {}", against.ratio, against.quiet_ratio, name);
    }
    fmt::print(stderr, "{}\n", text);
    return out;
}

/// All rows on `threads` threads, in a process of its own: the library's threads are as many as the process says.
json on_threads(options const& with, std::size_t threads) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe failed");
    pid_t const child = fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child == 0) {
        try {
            setenv("LAMINA_THREADS", std::to_string(threads).c_str(), 1);
            json out;
            for (row const& one : with.chosen) out[one.name] = measure(one, with, threads);
            std::string const text = out.dump();
            for (std::size_t at = 0; at < text.size();) {
                auto const written = write(ends[1], text.data() + at, text.size() - at);
                if (written < 0) _exit(1);
                at += static_cast<std::size_t>(written);
            }
        } catch (std::exception const& e) {
            fmt::print(stderr, "{}\n", e.what());
            _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    std::string text;
    char part[4096];
    for (ssize_t n; (n = read(ends[0], part, sizeof part)) > 0;) text.append(part, static_cast<std::size_t>(n));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) throw std::runtime_error(fmt::format("stopped on {} threads", threads));
    return json::parse(text);
}

/// The measurements of both numbers of threads in one object, the members that the issue names first.
json joined(json one, json const& two) {
    json out;
    for (char const* name : {"ratio_to_hand", "peak_fraction", "ms"})
        for (char const* suffix : {"_1", "_2"}) {
            std::string const key = std::string(name) + suffix;
            out[key] = one.contains(key) ? one[key] : two[key];
        }
    out["spread"] = std::max(one["spread"].get<double>(), two["spread"].get<double>());
    one.update(two);
    for (auto const& [key, value] : one.items())
        if (!out.contains(key)) out[key] = value;
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    options with;
    std::string file;
    std::vector<std::string> names;
    CLI::App app{"Generated code against programs by hand and the peak of this machine, 1 and 2 threads"};
    app.add_option("--json", file, "also write the result to this file");
    app.add_option("--repeat", with.rounds, "rounds of measurement")->check(CLI::PositiveNumber);
    app.add_option("--rows", names, "only these rows, by name")->delimiter(',');
    app.add_flag("!--no-pin", with.pin, "leave threads where the system puts them");
    CLI11_PARSE(app, argc, argv);
    try {
        bool const all = names.empty();
        for (row const& r : all_rows)
            if (std::erase(names, r.name) != 0 || all) with.chosen.push_back(r);
        if (!names.empty()) throw std::invalid_argument("--rows: there is no row " + names.front());
        fmt::print(stderr, "{:16} {} {:>9} {:>9} {:>9} {:>6}  {:>5} {:>5}  {}\n", "row", "T", "ms", "quiet", "least",
                   "spread", "peak", "quiet", "generated / other, quiet");
        json const one = on_threads(with, 1), two = on_threads(with, 2);
        json out;
        for (row const& r : with.chosen) out[r.name] = joined(one[r.name], two[r.name]);
        fmt::print("{}\n", out.dump(2));
        write_json(file, out);
    } catch (std::exception const& e) {
        fmt::print(stderr, "summary: {}\n", e.what());
        return 1;
    }
}
