#include <lamina/report/plot.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include <lamina/report/element_count.hpp>
#include <lamina/report/run_program.hpp>
#include <lamina/report/whole_file.hpp>

namespace lamina {

namespace {

/// A gnuplot string, taken as it is but for characters that would end its line.
std::string as_string(std::string_view text) {
    std::string out = "'";
    for (char const c : text) out += c == '\'' ? "''" : static_cast<unsigned char>(c) < ' ' ? " " : std::string(1, c);
    return out + "'";
}

/// A kind of picture: how gnuplot is asked for it, and what all of it, and nothing less, ends with.
struct picture {
    std::string_view extension, terminal, end;
};
constexpr picture png{".png", "pngcairo", {"IEND\xae\x42\x60\x82", 8}};
constexpr picture svg{".svg", "svg background rgb 'white'", "</svg>"};

picture const& kind_of(std::filesystem::path const& path) {
    if (path.extension() == svg.extension) return svg;
    if (path.extension() == png.extension || path.extension().empty()) return png;
    throw std::invalid_argument(fmt::format("plot: {}, expected a name that ends with .png or .svg", path.string()));
}

std::string head(picture const& kind, plot_options const& o) {
    return fmt::format(
        "set terminal {} noenhanced font 'Sans,13' size {},{}\n"
        "set encoding utf8\nset title {} font ',15'\nset xlabel {}\nset ylabel {}\n"
        "set border 3 lc rgb '#555555'\nset tics nomirror tc rgb '#333333'\n",
        kind.terminal, o.width, o.height, as_string(o.title), as_string(o.x_label), as_string(o.y_label));
}

/// What gnuplot draws by the script.
std::string drawn_by(std::string const& script) try {
    program_run run = run_program({"gnuplot"}, script);
    if (run.status > 128) run.errors += fmt::format("signal {}", run.status - 128);
    if (run.status != 0) throw std::runtime_error("plot: gnuplot failed: " + run.errors);
    return std::move(run.output);
} catch (std::system_error const& error) {
    if (error.code().value() == ENOENT)
        throw std::runtime_error("plot: the program gnuplot is not on the PATH; install gnuplot");
    throw std::runtime_error(fmt::format("plot: {}", error.what()));
}

/// Draws into memory, so that a picture that gnuplot did not finish is seen before a file is touched.
void draw(std::filesystem::path const& path, picture const& kind, std::string const& script) {
    whole_file file("plot", path);
    std::string const drawn = drawn_by(script);
    auto const end = drawn.rfind(kind.end);
    if (end == drawn.npos || drawn.find_first_not_of('\n', end + kind.end.size()) != drawn.npos)
        throw std::runtime_error(fmt::format("plot: gnuplot did not finish {}", path.string()));
    file.write(drawn);
    file.finish();
}

void put(std::string& script, double v) {
    if (std::isfinite(v))
        fmt::format_to(std::back_inserter(script), "{} ", v);
    else
        script += "NaN ";
}

void check_size(plot_options const& o) {
    if (o.width < 100 || o.height < 100 || o.width > 20000 || o.height > 20000)
        throw std::invalid_argument(
            fmt::format("plot: size {} x {}, expected 100 to 20000 pixels each way", o.width, o.height));
}

}  // namespace

void plot(std::filesystem::path const& path, std::vector<curve> const& curves, plot_options const& options) {
    check_size(options);
    if (curves.empty()) throw std::invalid_argument("plot: no curves, expected at least 1");
    constexpr std::array<char const*, 7> colours{"#0060a8", "#d1495b", "#2e933c", "#8f5aa8",
                                                 "#e08e0b", "#00838f", "#5d4037"};
    picture const& kind = kind_of(path);
    std::string script = head(kind, options), data;
    script +=
        "set grid lc rgb '#cccccc' lw 1 dt 1\nset key outside top right horizontal Left reverse width 1\nset "
        "xrange [*:*] noextend\n";
    if (options.log_x) script += "set logscale x\nset format x '%g'\n";
    if (options.log_y) script += "set logscale y\nset format y '%.0e'\n";
    bool drawn = false;
    for (std::size_t k = 0; k < curves.size(); ++k) {
        curve const& c = curves[k];
        if (c.x.size() != c.y.size() || c.x.empty())
            throw std::invalid_argument(
                fmt::format("plot: curve \"{}\" has {} x and {} y, expected equally many, at "
                            "least 1",
                            c.name, c.x.size(), c.y.size()));
        data += fmt::format("$c{} << E\n", k);
        for (std::size_t i = 0; i < c.x.size(); ++i) {
            bool const shown = std::isfinite(c.x[i]) && std::isfinite(c.y[i]) && !(options.log_x && c.x[i] <= 0) &&
                               !(options.log_y && c.y[i] <= 0);
            drawn = drawn || shown;
            put(data, c.x[i]);
            put(data, shown ? c.y[i] : NAN);
            data += '\n';
        }
        data += "E\n";
    }
    if (!drawn) throw std::invalid_argument("plot: no curve has a point that can be drawn");
    script += data + "plot ";
    for (std::size_t k = 0; k < curves.size(); ++k)
        script += fmt::format("{}$c{} using 1:2 with {} lw 2 lc rgb '{}' {}", k > 0 ? ", " : "", k,
                              curves[k].points ? "linespoints pt 7 ps 0.8" : "lines", colours[k % colours.size()],
                              curves[k].name.empty() ? "notitle" : "title " + as_string(curves[k].name));
    draw(path, kind, script + "\n");
}

void plot(std::filesystem::path const& path, heat_map const& map, plot_options const& options) {
    check_size(options);
    if (map.counts_x < 2 || map.counts_y < 2 || element_count({{map.counts_x, map.counts_y}}) != map.values.size())
        throw std::invalid_argument(
            fmt::format("plot: heat map of {} x {} points has {} values, expected at least 2 "
                        "points an axis and a value at each",
                        map.counts_x, map.counts_y, map.values.size()));
    if (!(map.lower_x < map.upper_x) || !(map.lower_y < map.upper_y) || !std::isfinite(map.upper_x - map.lower_x) ||
        !std::isfinite(map.upper_y - map.lower_y))
        throw std::invalid_argument(
            fmt::format("plot: heat map of x from {} to {} and y from {} to {}, expected finite lower < upper",
                        map.lower_x, map.upper_x, map.lower_y, map.upper_y));
    if (std::ranges::none_of(map.values, [](double v) { return std::isfinite(v); }))
        throw std::invalid_argument("plot: the heat map has no value that can be drawn");
    picture const& kind = kind_of(path);
    std::string script = head(kind, options);
    double const aspect = (map.upper_y - map.lower_y) / (map.upper_x - map.lower_x);
    if (aspect > 1.0 / 3 && aspect < 3) script += "set size ratio -1\n";  // true proportions, unless they hide the map
    script += fmt::format(
        "set xrange [{}:{}]\nset yrange [{}:{}]\nunset key\nset tics out\n"
        "set palette defined (0 '#440154', 1 '#472c7a', 2 '#3b518b', 3 '#2c718e', 4 '#21908d', 5 '#27ad81', "
        "6 '#5cc863', 7 '#aadc32', 8 '#fde725')\nset colorbox\nset cbrange [*:*] noextend\n$m << E\n",
        map.lower_x, map.upper_x, map.lower_y, map.upper_y);
    double const dx = (map.upper_x - map.lower_x) / static_cast<double>(map.counts_x - 1);
    double const dy = (map.upper_y - map.lower_y) / static_cast<double>(map.counts_y - 1);
    for (std::size_t j = 0; j < map.counts_y; ++j) {
        for (std::size_t i = 0; i < map.counts_x; ++i) {
            put(script, map.lower_x + dx * static_cast<double>(i));
            put(script, map.lower_y + dy * static_cast<double>(j));
            put(script, map.values[i * map.counts_y + j]);
            script += '\n';
        }
        script += '\n';
    }
    draw(path, kind, script + "E\nplot $m using 1:2:3 with image\n");
}

}  // namespace lamina
