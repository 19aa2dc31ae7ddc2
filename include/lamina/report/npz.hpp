#pragma once

#include <concepts>
#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/report/xarray.hpp>

namespace lamina {

/// A named array of doubles, last index fastest; the numbers belong to the caller: {"u", {2, 3}, values}, or {"u", u}
/// of an xtensor in C order, which knows its shape.
struct named_array {
    std::string name;
    std::vector<std::size_t> shape;
    std::span<double const> values;

    named_array(std::string name_, std::vector<std::size_t> shape_, std::span<double const> values_)
        : name(std::move(name_)), shape(std::move(shape_)), values(values_) {}
    template <class Array>
    requires(Array::static_layout == xt::layout_type::row_major &&
             requires(Array const& a) {
                 { a.data() } -> std::convertible_to<double const*>;
             }) named_array(std::string name_, Array const& array)
        : name(std::move(name_)),
          shape(array.shape().begin(), array.shape().end()),
          values(array.data(), array.size()) {}
};

/// Writes arrays for numpy.load: an uncompressed zip archive of .npy files, format 1.0, float64. The file is replaced
/// as a whole (whole_file.hpp).
/// Throws std::invalid_argument if a name is empty, holds a slash or comes twice, if a shape does not have as many
/// elements as values, or if the archive would pass the 4 GiB of the plain zip format; std::runtime_error, with the
/// system's reason, if the file cannot be written.
void write_npz(std::filesystem::path const& path, std::vector<named_array> const& arrays);

/// Whether the file is, bit for bit, what write_npz writes of these arrays. Throws as read_npz if it cannot be read.
bool holds_exactly(std::filesystem::path const& path, std::vector<named_array> const& arrays);

/// The array of that name, or all of them by their names, from what numpy.savez, numpy.savez_compressed or write_npz
/// wrote; elements as read_npy reads them.
/// Throws std::runtime_error, with the system's reason, if the file cannot be read, and std::invalid_argument, with the
/// name of the file, what it holds and what was expected, if it is no such archive or damaged, if it has no array of
/// that name, or if that (of all of them: one) is no array of numbers.
xt::xarray<double> read_npz(std::filesystem::path const& path, std::string const& name);
std::map<std::string, xt::xarray<double>> read_npz(std::filesystem::path const& path);

}  // namespace lamina
