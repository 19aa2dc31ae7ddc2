#include <lamina/report/plot.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamina {

namespace {

/// A gnuplot string, taken as it is.
std::string as_string(std::string_view text) {
    std::string out = "'";
    for (char const c : text) out += c == '\'' ? "''" : c == '\n' ? " " : std::string(1, c);
    return out + "'";
}

std::string head(std::filesystem::path const& png, plot_options const& o) {
    return fmt::format(
        "set terminal pngcairo noenhanced font 'Sans,13' size {},{}\n"
        "set output {}\nset encoding utf8\nset title {} font ',15'\nset xlabel {}\nset ylabel {}\n"
        "set border 3 lc rgb '#555555'\nset tics nomirror tc rgb '#333333'\n",
        o.width, o.height, as_string(png.string()), as_string(o.title), as_string(o.x_label), as_string(o.y_label));
}

bool found_gnuplot() {
    char const* variable = std::getenv("PATH");
    std::string_view path = variable ? variable : "";
    while (!path.empty()) {
        auto const end = path.find(':');
        if (access((std::string(path.substr(0, end)) + "/gnuplot").c_str(), X_OK) == 0) return true;
        path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
    }
    return false;
}

/// Runs the script from a file: a pipe into a gnuplot that stops early would end this program by SIGPIPE.
void run(std::string const& script) {
    if (!found_gnuplot()) throw std::runtime_error("plot: the program gnuplot is not on the PATH; install gnuplot");
    std::string name = (std::filesystem::temp_directory_path() / "lamina-plot-XXXXXX").string();
    int const descriptor = mkstemp(name.data());
    std::FILE* file = descriptor < 0 ? nullptr : fdopen(descriptor, "w");
    bool const written = file && std::fwrite(script.data(), 1, script.size(), file) == script.size();
    if (!file || std::fclose(file) != 0 || !written) throw std::runtime_error("plot: cannot write " + name);
    std::string output;
    std::FILE* pipe = popen(fmt::format("gnuplot '{}' 2>&1", name).c_str(), "r");
    std::array<char, 256> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe)) output += line.data();
    int const status = pipe ? pclose(pipe) : -1;
    std::filesystem::remove(name);
    if (status != 0) throw std::runtime_error("plot: gnuplot failed: " + output);
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

void plot(std::filesystem::path const& png, std::vector<curve> const& curves, plot_options const& options) {
    check_size(options);
    if (curves.empty()) throw std::invalid_argument("plot: no curves, expected at least 1");
    constexpr std::array<char const*, 7> colours{"#0060a8", "#d1495b", "#2e933c", "#8f5aa8",
                                                 "#e08e0b", "#00838f", "#5d4037"};
    std::string script = head(png, options), data;
    script +=
        "set grid lc rgb '#cccccc' lw 1 dt 1\nset key top right box lc rgb '#cccccc' opaque Left reverse width 1\nset "
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
    run(script + "\n");
}

void plot(std::filesystem::path const& png, heat_map const& map, plot_options const& options) {
    check_size(options);
    if (map.counts_x < 2 || map.counts_y < 2 || map.values.size() != map.counts_x * map.counts_y)
        throw std::invalid_argument(
            fmt::format("plot: heat map of {} x {} points has {} values, expected at least 2 "
                        "points an axis and a value at each",
                        map.counts_x, map.counts_y, map.values.size()));
    if (!(map.lower_x < map.upper_x) || !(map.lower_y < map.upper_y))
        throw std::invalid_argument("plot: heat map with lower >= upper");
    std::string script = head(png, options);
    script += fmt::format(
        "set size ratio -1\nset xrange [{}:{}]\nset yrange [{}:{}]\nunset key\nset tics out\n"
        "set palette defined (0 '#440154', 1 '#472c7a', 2 '#3b518b', 3 '#2c718e', 4 '#21908d', 5 '#27ad81', "
        "6 '#5cc863', 7 '#aadc32', 8 '#fde725')\nset colorbox\n$m << E\n",
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
    run(script + "E\nplot $m using 1:2:3 with image\n");
}

}  // namespace lamina
