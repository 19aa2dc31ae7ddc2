// Effective tensors of cells at every wave number, against closed forms: smooth coefficients by their error, those that
// jump by whether the told interval contains the value. A line for each family: cells, refused, wrong (a smooth one off
// by more than 1e-10), outside (of the told interval), the worst error, the widest interval and seconds.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include <lamina.hpp>

#include "../json_file.hpp"

using namespace lamina;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto eps = parameter<"eps">;
constexpr auto k = parameter<"k">;
constexpr auto l = parameter<"l">;
constexpr auto level = parameter<"level">;

constexpr auto cosine = coefficient<"a">([](auto y) { return 2 + cos(2 * pi * k * y + 0.7); });
constexpr auto sharp = coefficient<"a">([](auto y) { return 1 / (1.1 + sin(2 * pi * k * y + 0.3)); });
constexpr auto layers = coefficient<"a">([](auto y) { return where(sin(2 * pi * k * y) > level, 1.0, 9.0); });
constexpr auto oblique = coefficient<"a">([](auto y) { return 2 + sin(2 * pi * (k * y[0] + l * y[1]) + 0.3); });
constexpr auto columns = coefficient<"a">([](auto y) { return where(sin(2 * pi * k * y[0]) > level, 1.0, 9.0); });
constexpr auto tilted =
    coefficient<"a">([](auto y) { return where(sin(2 * pi * (k * y[0] + l * y[1])) > level, 1.0, 9.0); });

template <class Coefficient>
constexpr auto cells_of(Coefficient const& a, auto const& at) {
    auto const w = unknown<"w">(at);
    return homogenize(problem(-div(a(at / eps) * grad(w)) == 1, on(boundary, w == 0)), at / eps);
}

/// What became of the cells of one family
class tally {
public:
    explicit tally(bool smooth) : smooth_(smooth) {}

    template <class Solve>
    void add(double right, Solve const& medium_of) {
        ++cells_;
        try {
            auto const medium = medium_of();
            double const error = std::abs(medium(0, 0) - right);
            auto const told = medium.interval(0, 0);
            worst_ = std::max(worst_, error), widest_ = std::max(widest_, told.upper - told.lower);
            wrong_ += smooth_ && !(error <= 1e-10);
            outside_ += !(told.lower <= right && right <= told.upper);
        } catch (std::exception const&) {
            ++refused_;
        }
    }
    /// Prints a line, and keeps it
    void close(char const* family, nlohmann::ordered_json& families) const {
        double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
        std::printf("%-28s %5d cells, %d refused, %d wrong, %d outside; worst %.1e, widest %.1e, %.1f s\n", family,
                    cells_, refused_, wrong_, outside_, worst_, widest_, seconds);
        std::fflush(stdout);
        families[family] = {{"cells", cells_},     {"refused", refused_}, {"wrong", wrong_},
                            {"outside", outside_}, {"worst", worst_},     {"widest", widest_}};
    }

private:
    bool smooth_;
    int cells_ = 0, refused_ = 0, wrong_ = 0, outside_ = 0;
    double worst_ = 0, widest_ = 0;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Of 1 where a sine is above a level and 9 elsewhere, across the layers and along them
double across(double of) {
    double const share = 0.5 - std::asin(of) / pi;
    return 1 / (share + (1 - share) / 9);
}
double along(double of) {
    double const share = 0.5 - std::asin(of) / pi;
    return share + (1 - share) * 9;
}

}  // namespace

int main(int argc, char** argv) {
    int line = 1000, plane = 64, step = 3;
    std::string json;
    CLI::App app("Effective tensors of cells at every wave number, against closed forms");
    app.add_option("--line", line, "highest wave number in one dimension");
    app.add_option("--plane", plane, "highest wave number in two dimensions");
    app.add_option("--step", step, "between pairs in two dimensions")->check(CLI::PositiveNumber);
    app.add_option("--json", json, "write the results to this file");
    CLI11_PARSE(app, argc, argv);
    nlohmann::ordered_json families;

    tally cosines(true);
    for (int n = 1; n <= line; ++n)
        cosines.add(std::sqrt(3.0), [&] { return solve(cells_of(cosine, s), period(1), k = n); });
    cosines.close("1D, 2 + cos", families);
    tally sharps(true);
    for (int n = 1; n <= line; ++n) sharps.add(1 / 1.1, [&] { return solve(cells_of(sharp, s), period(1), k = n); });
    sharps.close("1D, 1 / (1.1 + sin)", families);
    for (double const c : {0.0, 0.3}) {
        tally jumps(false);
        for (int n = 1; n <= line; ++n)
            jumps.add(across(c), [&] { return solve(cells_of(layers, s), period(1), k = n, level = c); });
        jumps.close(c == 0 ? "1D, where(sin > 0)" : "1D, where(sin > 0.3)", families);
    }

    tally straight(false);
    for (int n = 1; n <= plane; ++n)
        straight.add(across(0.3), [&] { return solve(cells_of(columns, x), period(1), k = n, level = 0.3); });
    straight.close("2D, where(sin(k y0) > 0.3)", families);
    tally waves(true);
    for (int n = 1; n <= plane; n += step)
        for (int m = 1; m <= plane; m += step) {
            double const share = double(n * n) / (n * n + m * m);
            waves.add(std::sqrt(3.0) * share + 2 * (1 - share),
                      [&] { return solve(cells_of(oblique, x), period(1), k = n, l = m); });
        }
    waves.close("2D, 2 + sin(k y0 + l y1)", families);
    tally tilts(false);
    for (int n = 1; n <= plane; n += step)
        for (int m = 1; m <= plane; m += step) {
            double const share = double(n * n) / (n * n + m * m);
            tilts.add(across(0.3) * share + along(0.3) * (1 - share),
                      [&] { return solve(cells_of(tilted, x), period(1), k = n, l = m, level = 0.3); });
        }
    tilts.close("2D, where(sin(k y0 + l y1) > 0.3)", families);
    write_json(json, families);
}
