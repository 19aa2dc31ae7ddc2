#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lamina {

/// What the dictionary in the header of a .npy file says, for instance
/// {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }
struct npy_header {
    std::string descr;  ///< the element type: byte order, kind, bytes
    bool fortran_order = false;
    std::vector<std::size_t> shape{};
};

/// Reads the dictionary as Python does: its three keys in any order, either kind of quotes, blanks anywhere, a comma or
/// none at the end. Takes time and memory in proportion to the text.
/// Throws std::invalid_argument, with the place and what was expected there, for any other text.
npy_header read_npy_header(std::string_view dictionary);

/// The beginning of a .npy file of doubles in C order: magic, version 1.0 and the dictionary, padded so that the
/// numbers start at a multiple of 64 bytes.
std::string npy_header_of_doubles(std::span<std::size_t const> shape);

}  // namespace lamina
