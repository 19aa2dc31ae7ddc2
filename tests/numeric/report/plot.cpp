#include "catch.hpp"
#include "scratch_file.hpp"
#include "scratch_folder.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <regex>

#include <fcntl.h>
#include <unistd.h>

#include <xtensor/xtensor.hpp>

#include <lamina/report/plot.hpp>
#include <lamina/report/progress.hpp>

using namespace lamina;

namespace {

/// Width and height that a PNG file states of itself.
std::pair<int, int> png_size(std::string const& bytes) {
    REQUIRE(bytes.size() > 24);
    REQUIRE(bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n");
    auto number = [&](std::size_t at) {
        int out = 0;
        for (std::size_t i = 0; i < 4; ++i) out = out * 256 + static_cast<unsigned char>(bytes[at + i]);
        return out;
    };
    return {number(16), number(20)};
}

}  // namespace

TEST_CASE("curves and heat maps become pictures of the size asked for", "[report]") {
    scratch_file const lines("lines.png"), map("map.png");
    plot(lines.path, {{"it's u_eps", {1, 10, 100}, {1, 0.1, NAN}}, {"below", {0, 2, 3}, {-1, 1e-3, 1}, true}},
         {.title = "errors, 'quoted'",
          .x_label = "n",
          .y_label = "e",
          .log_x = true,
          .log_y = true,
          .width = 640,
          .height = 400});
    CHECK(png_size(lines.bytes()) == std::pair(640, 400));
    plot(map.path, heat_map{2, 3, 0, 1, 0, 2, {1, 2, 3, 4, 5, 6}}, {.width = 300, .height = 500});
    CHECK(png_size(map.bytes()) == std::pair(300, 500));
}

TEST_CASE("arrays with shapes are drawn as vectors of the same numbers are", "[report]") {
    scratch_file const drawn("drawn.svg"), expected("expected.svg");
    xt::xtensor<double, 1> const x{0, 1, 2}, y{0, 1, 4};
    plot(drawn.path, {{"u", x, y}, {"v", std::vector<double>{0, 2, 3}, xt::xtensor<double, 1>(y * y), true}});
    plot(expected.path, {{"u", {0, 1, 2}, {0, 1, 4}}, {"v", {0, 2, 3}, {0, 1, 16}, true}});
    CHECK(drawn.bytes() == expected.bytes());
    plot(drawn.path, heat_map_of(xt::xtensor<double, 2>{{1, 2, 3}, {4, 5, 6}}, 0, 1, 0, 2));
    plot(expected.path, heat_map{2, 3, 0, 1, 0, 2, {1, 2, 3, 4, 5, 6}});
    CHECK(drawn.bytes() == expected.bytes());
}

TEST_CASE("a heat map over axes of other units fills its picture, and its colours are those of its values",
          "[report]") {
    scratch_file const file("map.svg");
    plot(file.path, heat_map{2, 2, 0, 1, 0, 0.01, {0, 0.3, 0.7, 1}}, {.width = 800, .height = 600});
    std::string const text = file.bytes();
    double least = 600, most = 0;  // where texts stand
    std::regex const place("translate\\(([0-9.]+),([0-9.]+)\\)");
    for (std::sregex_iterator k(text.begin(), text.end(), place), end; k != end; ++k) {
        double const y = std::stod((*k)[2]);
        least = std::min(least, y), most = std::max(most, y);
    }
    CHECK(most - least > 400);
    CHECK_THAT(text, !Catch::Contains("-0.2"));
}

TEST_CASE("a plot whose name ends with .svg is drawn as one", "[report]") {
    scratch_file const file("lines.svg");
    plot(file.path, {{"u < v & w", {0, 1, 2}, {0, 1, 4}}},
         {.title = "first\nsecond\tthird", .width = 640, .height = 400});
    std::string const text = file.bytes();
    CHECK_THAT(text, Catch::StartsWith("<?xml") && Catch::Contains("width=\"640\" height=\"400\""));
    CHECK_THAT(text, Catch::Contains("u &lt; v &amp; w") && Catch::Contains("first second third"));
    CHECK(text.find_last_not_of('\n') == text.rfind("</svg>") + 5);
}

TEST_CASE("a gnuplot that stops half-way is told from one that finishes", "[report]") {
    scratch_folder const folder;
    std::string const path = std::getenv("PATH");
    auto says = [&](std::string const& program) {
        folder.put("gnuplot", "#!/bin/sh\n" + program);
        std::filesystem::permissions(folder.path / "gnuplot", std::filesystem::perms::owner_all);
        folder.put("u.png", "the old one");
        setenv("PATH", (folder.path.string() + ":" + path).c_str(), 1);
        std::string out;
        try {
            plot(folder.path / "u.png", {{"u", {1, 2}, {1, 2}}});
        } catch (std::runtime_error const& error) {
            out = error.what();
        }
        setenv("PATH", path.c_str(), 1);
        CHECK(folder.get("u.png") == "the old one");
        CHECK(folder.names() == std::vector<std::string>{"gnuplot", "u.png"});
        return out;
    };
    CHECK(says("printf 'half a picture'") == "plot: gnuplot did not finish " + (folder.path / "u.png").string());
    CHECK(says("exec 0<&-; echo 'line 3: out of paper' >&2; exit 3") == "plot: gnuplot failed: line 3: out of paper\n");
    CHECK(says("kill -SEGV $$") == "plot: gnuplot failed: signal 11");
}

TEST_CASE("a plot that cannot be drawn says why", "[report]") {
    scratch_file const file("none.png");
    CHECK_THROWS_WITH(plot(file.path, std::vector<curve>{}), "plot: no curves, expected at least 1");
    CHECK_THROWS_WITH(plot(file.path, {{"u", {1, 2}, {1}}}),
                      "plot: curve \"u\" has 2 x and 1 y, expected equally many, at least 1");
    CHECK_THROWS_WITH(plot(file.path, {{"u", {1, 2}, {-1, -2}}}, {.log_y = true}),
                      "plot: no curve has a point that can be drawn");
    CHECK_THROWS_AS(plot(file.path, heat_map{2, 2, 0, 1, 0, 1, {1, 2, 3}}), std::invalid_argument);
    CHECK_THROWS_AS(plot(file.path, heat_map{2, 2, 1, 1, 0, 1, {1, 2, 3, 4}}), std::invalid_argument);
    CHECK_THROWS_WITH(plot(file.path, heat_map{1ul << 32, 1ul << 32, 0, 1, 0, 1, {}}),
                      Catch::Contains("heat map of 4294967296 x 4294967296 points has 0 values"));
    CHECK_THROWS_WITH(plot(file.path, heat_map{2, 2, -INFINITY, 1, 0, 1, {1, 2, 3, 4}}),
                      "plot: heat map of x from -inf to 1 and y from 0 to 1, expected finite lower < upper");
    CHECK_THROWS_WITH(plot(file.path, heat_map{2, 2, 0, 1, 0, 1, {NAN, NAN, NAN, INFINITY}}),
                      "plot: the heat map has no value that can be drawn");
    CHECK_THROWS_WITH(plot("u.pdf", {{"u", {1}, {1}}}), "plot: u.pdf, expected a name that ends with .png or .svg");
    CHECK_THROWS_AS(plot(file.path, {{"u", {1}, {1}}}, {.width = 0}), std::invalid_argument);
    CHECK_THROWS_AS(plot(file.path / "in no folder.png", {{"u", {1, 2}, {1, 2}}}), std::runtime_error);
    std::string const path = std::getenv("PATH");
    setenv("PATH", "", 1);
    CHECK_THROWS_WITH(plot(file.path, {{"u", {1, 2}, {1, 2}}}),
                      "plot: the program gnuplot is not on the PATH; install gnuplot");
    setenv("PATH", path.c_str(), 1);
}

TEST_CASE("progress keeps quiet where there is no terminal", "[report]") {
    scratch_file const file("progress.txt");
    int const error = dup(STDERR_FILENO), sink = open(file.path.c_str(), O_WRONLY | O_CREAT, 0600);
    dup2(sink, STDERR_FILENO);
    {
        progress line("training", 10);
        for (std::size_t k = 0; k <= 10; ++k) line.update(k, "loss 1e-3");
    }
    dup2(error, STDERR_FILENO);
    close(error), close(sink);
    CHECK(std::filesystem::file_size(file.path) == 0);
}
