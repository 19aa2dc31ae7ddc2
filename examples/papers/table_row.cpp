#include "table_row.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace {

constexpr std::size_t points_of_a_line = 20001, points_of_more = 20000;

nlohmann::json rows_in(std::string const& path) {
    std::ifstream file(path);
    if (!file) return {{"rows", nlohmann::json::array()}};
    return nlohmann::json::parse(file);
}

}  // namespace

table_row::table_row(std::string name, int argc, char** argv, std::vector<number> numbers)
    : name_(std::move(name)), numbers_(std::move(numbers)) {
    CLI::App app("Row " + name_ + " of the papers' tables");
    app.add_option("--json", json_, "write the errors to this file");
    app.add_option("--plot", plot_, "draw the solution into this file, of one or two axes");
    app.add_option("--seed", seed_, "of random draws");
    app.add_flag("--quick", quick_, "only what takes seconds");
    app.add_flag("--full", full_, "the paper's own iterations, too");
    for (number& n : numbers_) app.add_option("--" + n.name, n.value)->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& refused) {
        std::exit(app.exit(refused));
    }
    if (!json_.empty()) std::remove(json_.c_str());
}

double table_row::operator[](std::string const& name) const {
    for (number const& n : numbers_)
        if (n.name == name) return n.value;
    throw std::invalid_argument("row " + name_ + ": there is no number " + name);
}

lamina::point_list table_row::points_of(lamina::box const& domain) const {
    if (points_.size() > 0) return points_;
    if (domain.dimension() == 1) return lamina::linear_points(domain.lower(0), domain.upper(0), points_of_a_line);
    return lamina::interior_points(domain, lamina::points(points_of_more));
}

table_row::differences table_row::differences_of(std::size_t points, std::span<double const> values,
                                                 std::span<double const> slopes, std::span<double const> exact,
                                                 std::span<double const> exact_slopes) {
    if (exact.size() != points || slopes.size() != exact_slopes.size())
        throw std::invalid_argument("row: a reference of another size");
    double difference = 0, size = 0, steep = 0, of_slopes = 0;
    differences out;
    for (std::size_t k = 0; k < points; ++k) {
        out.maximum = std::max(out.maximum, std::abs(values[k] - exact[k]));
        difference += std::pow(values[k] - exact[k], 2), size += std::pow(exact[k], 2);
    }
    for (std::size_t k = 0; k < slopes.size(); ++k)
        steep += std::pow(slopes[k] - exact_slopes[k], 2), of_slopes += std::pow(exact_slopes[k], 2);
    out.l2 = std::sqrt(difference / size), out.h1 = std::sqrt((difference + steep) / (size + of_slopes));
    return out;
}

std::string table_row::of_case() const {
    std::string out = case_;
    for (number const& n : numbers_) {
        char text[64];
        std::snprintf(text, sizeof text, "%s%s=%g", out.empty() ? "" : ", ", n.name.c_str(), n.value);
        out += text;
    }
    return out;
}

std::string table_row::title(double error) const {
    char text[64];
    std::snprintf(text, sizeof text, ", error %.1e", error);
    return name_ + ": " + of_case() + text;
}

bool table_row::judged(differences const& found, double differences::*measure, double bound,
                       lamina::evidence const& of) {
    double const error = found.*measure;
    std::printf("%s %s by %s: error %.1e, ", name_.c_str(), of_case().c_str(), method_.c_str(), error);
    if (!std::isnan(found.h1)) std::printf("h1 %.1e, ", found.h1);
    std::printf("%.2f s (bound %.0e)\n", seconds_, bound);
    write(method_, error, found.h1, of.alarm);
    return error <= bound && !(heeds_alarm_ && of.alarm);
}

bool table_row::of_number(std::string const& method, double value, double least, double most) {
    bool const good = value >= least && value <= most;
    std::printf("%s %s: %s %.7g, %.2f s (%g to %g)%s\n", name_.c_str(), of_case().c_str(), method.c_str(), value,
                seconds_, least, most, good ? "" : " NOT MET");
    write(method, value, std::numeric_limits<double>::quiet_NaN(), false);
    return good;
}

std::string table_row::picture(std::string const& of) const {
    if (plot_.empty() || of.empty()) return plot_;
    std::filesystem::path out = plot_;
    return out.replace_filename(out.stem().string() + "_" + of + out.extension().string()).string();
}

void table_row::write(std::string const& method, double error, double h1, bool alarm) const {
    if (json_.empty()) return;
    auto all = rows_in(json_);
    all["rows"].push_back({{"row", name_},
                           {"case", of_case()},
                           {"method", method},
                           {"error", error},
                           {"h1", h1},
                           {"seconds", seconds_},
                           {"seed", seed_},
                           {"alarm", alarm}});
    std::ofstream(json_) << all.dump(2) << "\n";
}

std::pair<std::vector<double>, std::vector<double>> flux_reference(double lower, double upper, double left,
                                                                   double right,
                                                                   std::function<double(double)> const& resistance,
                                                                   std::function<double(double)> const& primitive,
                                                                   double cell) {
    constexpr std::array<double, 4> node{0.18343464249564980, 0.52553240991632899, 0.79666647741362674,
                                         0.96028985649753623};
    constexpr std::array<double, 4> weight{0.36268378337836198, 0.31370664587788729, 0.22238103445337447,
                                           0.10122853629037626};
    double const step = (upper - lower) / static_cast<double>(points_of_a_line - 1);
    auto const cells = static_cast<std::size_t>(std::ceil(step / cell));
    long double of_r = 0, of_rf = 0;
    std::vector<long double> r{0}, rf{0};
    for (std::size_t k = 0; k + 1 < points_of_a_line; ++k) {
        for (std::size_t c = 0; c < cells; ++c) {
            double const half = step / static_cast<double>(2 * cells);
            double const middle = lower + static_cast<double>(k) * step + static_cast<double>(2 * c + 1) * half;
            for (std::size_t i = 0; i < node.size(); ++i)
                for (double const side : {-1.0, 1.0}) {
                    double const s = middle + side * half * node[i], v = half * weight[i] * resistance(s);
                    of_r += v, of_rf += v * primitive(s);
                }
        }
        r.push_back(of_r), rf.push_back(of_rf);
    }
    long double const flux = (right - left + of_rf) / of_r;
    std::pair<std::vector<double>, std::vector<double>> out;
    for (std::size_t k = 0; k < points_of_a_line; ++k) {
        double const s = lower + static_cast<double>(k) * step;
        out.first.push_back(static_cast<double>(left + flux * r[k] - rf[k]));
        out.second.push_back(static_cast<double>(flux - primitive(s)) * resistance(s));
    }
    return out;
}
