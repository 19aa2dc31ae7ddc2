#include <lamina/report/vtk.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/report/distinct_names.hpp>
#include <lamina/report/element_count.hpp>
#include <lamina/report/whole_file.hpp>

namespace lamina {

namespace {

std::size_t checked_points(image_grid const& grid) {
    std::size_t const d = grid.counts.size();
    if (d < 1 || d > 3 || grid.lower.size() != d || grid.upper.size() != d)
        throw std::invalid_argument(
            fmt::format("write_vtk: grid with {} counts, {} lower and {} upper coordinates, "
                        "expected 1 to 3 of each",
                        d, grid.lower.size(), grid.upper.size()));
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();  // what VTK counts points with
    for (std::size_t i = 0; i < d; ++i)
        if (grid.counts[i] < 2 || grid.counts[i] > most || !(grid.lower[i] < grid.upper[i]) ||
            !std::isfinite(grid.upper[i] - grid.lower[i]))
            throw std::invalid_argument(
                fmt::format("write_vtk: axis {} has {} points from {} to {}, expected 2 to {} and finite lower < upper",
                            i, grid.counts[i], grid.lower[i], grid.upper[i], most));
    auto const points = element_count(grid.counts);
    if (!points)
        throw std::invalid_argument(fmt::format("write_vtk: a grid of ({}) points, more than memory has addresses",
                                                fmt::join(grid.counts, ", ")));
    return *points;
}

/// A name as the value of an XML attribute, which has no place for control characters.
std::string escaped(std::string const& name) {
    for (char const c : name)
        if (static_cast<unsigned char>(c) < ' ')
            throw std::invalid_argument(fmt::format("write_vtk: field \"{}\", expected a name in one line", name));
    std::string out;
    for (char const c : name) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

}  // namespace

void write_vtk(std::filesystem::path const& path, image_grid const& grid, std::vector<point_field> const& fields) {
    std::size_t const points = checked_points(grid);
    expect_distinct_names("write_vtk", fields);
    std::array<std::size_t, 3> n{1, 1, 1};
    std::array<double, 3> origin{}, spacing{1, 1, 1};
    for (std::size_t i = 0; i < grid.counts.size(); ++i) {
        n[i] = grid.counts[i];
        origin[i] = grid.lower[i];
        spacing[i] = (grid.upper[i] - grid.lower[i]) / static_cast<double>(n[i] - 1);
    }
    auto const extent = fmt::format("0 {} 0 {} 0 {}", n[0] - 1, n[1] - 1, n[2] - 1);
    std::string text = fmt::format(
        "<?xml version=\"1.0\"?>\n"
        "<VTKFile type=\"ImageData\" version=\"1.0\" byte_order=\"{}\" header_type=\"UInt64\">\n"
        "<ImageData WholeExtent=\"{}\" Origin=\"{} {} {}\" Spacing=\"{} {} {}\">\n<Piece Extent=\"{}\">\n<PointData>\n",
        std::endian::native == std::endian::little ? "LittleEndian" : "BigEndian", extent, origin[0], origin[1],
        origin[2], spacing[0], spacing[1], spacing[2], extent);
    std::uint64_t offset = 0;
    for (point_field const& f : fields) {
        if (f.components < 1 || element_count({{f.components, points}}) != f.values.size())
            throw std::invalid_argument(
                fmt::format("write_vtk: field \"{}\" has {} values, expected {} components at "
                            "{} points",
                            f.name, f.values.size(), f.components, points));
        text += fmt::format(
            "<DataArray type=\"Float64\" Name=\"{}\" NumberOfComponents=\"{}\" format=\"appended\" "
            "offset=\"{}\"/>\n",
            escaped(f.name), f.components, offset);
        offset += sizeof(std::uint64_t) + f.values.size_bytes();
    }
    text += "</PointData>\n</Piece>\n</ImageData>\n<AppendedData encoding=\"raw\">\n_";

    whole_file file("write_vtk", path);
    file.write(text);
    for (point_field const& f : fields) {
        std::uint64_t const size = f.values.size_bytes();
        file.write({reinterpret_cast<char const*>(&size), sizeof size});
        // VTK wants the first axis, and before it the component, fastest
        for (std::size_t k = 0; k < n[2]; ++k)
            for (std::size_t j = 0; j < n[1]; ++j)
                for (std::size_t i = 0; i < n[0]; ++i)
                    for (std::size_t c = 0; c < f.components; ++c)
                        file.write(f.values.subspan(((c * n[0] + i) * n[1] + j) * n[2] + k, 1));
    }
    file.write("\n</AppendedData>\n</VTKFile>\n");
    file.finish();
}

}  // namespace lamina
