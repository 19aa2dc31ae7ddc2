#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lamina {

/// Equispaced points, faces included, of a box in one to three dimensions: counts[i] of them from lower[i] to upper[i].
struct image_grid {
    std::vector<std::size_t> counts;
    std::vector<double> lower, upper;
};

/// A field at the points of an image grid: values of shape (components, counts[0], counts[1], ...), last index
/// fastest; the numbers belong to the caller.
struct point_field {
    std::string name;
    std::span<double const> values;
    std::size_t components = 1;
};

/// Writes a VTK image (.vti, raw binary) that ParaView and VisIt open. A vector field in fewer than three
/// dimensions is written as it is. The file is replaced as a whole (whole_file.hpp).
/// Throws std::invalid_argument if the grid is not 1- to 3-dimensional, has fewer than 2 or more than 2^31 - 1 points
/// along an axis or lower >= upper, or a field does not fit it; std::runtime_error, with the system's reason, if the
/// file cannot be written.
void write_vtk(std::filesystem::path const& path, image_grid const& grid, std::vector<point_field> const& fields);

}  // namespace lamina
