// Any bytes as a .npy file: read_npy returns what the header says, or refuses in its own words.

#include <algorithm>
#include <cstring>
#include <string_view>

#include <lamina/report/npy.hpp>

#include "expect.hpp"
#include "file_in_memory.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// Changes a few bytes, at times puts in a long run of blanks, and at times makes the length of the header right again.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    size = LLVMFuzzerMutate(data, size, most);
    constexpr std::size_t lead = 10;
    if (size <= lead) return size;
    if (seed % 16 == 0) {
        std::size_t const at = lead + seed / 16 % (size - lead), run = std::min<std::size_t>(seed % 65521, most - size);
        std::memmove(data + at + run, data + at, size - at);
        std::memset(data + at, ' ', run);
        size += run;
    }
    if (seed % 4 < 3) {
        std::string_view const text(reinterpret_cast<char const*>(data), size);
        std::size_t const end = text.find('}', lead), length = (end == text.npos ? size : end + 1) - lead;
        std::memcpy(data, "\x93NUMPY", 6);
        if (seed % 4 < 2) data[6] = 1, data[7] = 0;
        data[8] = static_cast<std::uint8_t>(length), data[9] = static_cast<std::uint8_t>(length >> 8);
    }
    return size;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static file_in_memory const file;
    file.hold(data, size);
    xt::xarray<double> array;
    try {
        array = lamina::read_npy(file.path);
    } catch (std::invalid_argument const& error) {
        expect_own_words(error, "read_npy", file.path);
        return 0;
    }
    expect(data[6] >= 1 && data[6] <= 3 && data[7] == 0, "versions 1.0 to 3.0 are read only");
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    constexpr std::size_t lead = 10;
    std::size_t const open = text.find('(', lead), close = text.find(')', open);
    expect(close != text.npos, "there is a shape");
    auto const shape = text.substr(open + 1, close - open - 1);
    expect(shape.find_first_not_of("0123456789, \t\r\n\fL") == shape.npos, "a shape is written in digits");
    double elements = 1;  // where a product of integers would overflow
    for (std::size_t const n : array.shape()) elements *= static_cast<double>(n);
    expect(elements == static_cast<double>(array.size()), "there are as many values as elements");
    if (text.substr(lead, close - lead).find("b1") != text.npos)
        for (double const v : array) expect(v == 0 || v == 1, "a bool is 0 or 1");
    return 0;
}
