#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <lamina/report/given_numbers.hpp>

namespace lamina {

/// One line of a plot: y over x, equally many of both.
struct curve {
    std::string name;
    given_numbers x, y;
    bool points = false;  ///< marks at the points, too
};

/// A function of two variables on equispaced points of a rectangle, faces included: values of shape
/// (counts_x, counts_y), last index fastest.
struct heat_map {
    std::size_t counts_x, counts_y;
    double lower_x, upper_x, lower_y, upper_y;
    given_numbers values;
};
/// The same from an array in C order that knows its shape, as xt::xtensor<double, 2>
template <class Array>
requires(Array::rank == 2) heat_map
    heat_map_of(Array const& values, double lower_x, double upper_x, double lower_y, double upper_y) {
    return {values.shape(0), values.shape(1), lower_x, upper_x, lower_y, upper_y, values};
}

struct plot_options {
    std::string title{}, x_label{}, y_label{};
    bool log_x = false, log_y = false;  ///< of curves; values <= 0 are left out
    std::size_t width = 1000, height = 640;
};

/// Draws curves, or a heat map, by gnuplot into a PNG file, or an SVG file if the name ends with .svg. Values that are
/// not finite are left out. The file is replaced as a whole, when the picture is complete (whole_file.hpp).
/// Throws std::invalid_argument if there is nothing to draw, sizes do not fit, or the name ends otherwise (.pdf);
/// std::runtime_error if the file cannot be written, with the system's reason, or if the program gnuplot is not found
/// or fails, with its message.
void plot(std::filesystem::path const& path, std::vector<curve> const& curves, plot_options const& options = {});
void plot(std::filesystem::path const& path, heat_map const& map, plot_options const& options = {});

}  // namespace lamina
