#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lamina {

/// The array in the bytes of a .npy file, which belong to the caller: format 1.0, 2.0 or 3.0; float16, 32, 64, int8 to
/// int64, uint8 to uint64 or bool; little- or big-endian; C or Fortran order; of any shape.
class npy_array {
public:
    /// Throws std::invalid_argument, with what it holds and what was expected, if it is no such file, or has fewer or
    /// more bytes of elements than its header says.
    explicit npy_array(std::string_view file);

    [[nodiscard]] std::vector<std::size_t> const& shape() const { return shape_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Every element as the nearest double, a bool as 0 or 1 (any byte but 0), in C order: shape (size(),).
    void copy_to(std::span<double> out) const;

private:
    std::vector<std::size_t> shape_;
    std::size_t size_ = 0;
    bool fortran_order_ = false, big_endian_ = false;
    std::string_view elements_;
    std::size_t bytes_each_ = 0;
    double (*value_)(char const* bytes, bool big_endian) = nullptr;
};

}  // namespace lamina
