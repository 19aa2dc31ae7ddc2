// Any bytes as a .npz archive: read_npz returns arrays, or refuses in its own words.

#include <cstring>
#include <optional>
#include <string_view>

#include <zlib.h>

#include <lamina/report/npz.hpp>

#include "expect.hpp"
#include "file_in_memory.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// Changes a few bytes and makes the checksums of stored members right again, which no mutation would find.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    size = LLVMFuzzerMutate(data, size, most);
    if (seed % 4 == 0) return size;
    auto number = [&](std::size_t at, int bytes) {
        std::size_t out = 0;
        while (bytes-- > 0) out = out << 8 | (at + static_cast<std::size_t>(bytes) < size ? data[at + bytes] : 0);
        return out;
    };
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    for (std::size_t at = 0; (at = text.find("PK\x01\x02", at)) != text.npos && at + 46 <= size; at += 46) {
        std::size_t const local = number(at + 42, 4), stored = number(at + 20, 4);
        std::size_t const from = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        if (from > size || stored > size - from) continue;
        auto const sum = static_cast<std::uint32_t>(crc32_z(crc32_z(0, nullptr, 0), data + from, stored));
        std::memcpy(data + at + 16, &sum, sizeof sum);
    }
    return size;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static file_in_memory const file;
    file.hold(data, size);
    std::map<std::string, xt::xarray<double>> arrays;
    try {
        arrays = lamina::read_npz(file.path);
    } catch (std::invalid_argument const& error) {
        expect_own_words(error, "read_npz", file.path);
        return 0;
    }
    for (auto const& [name, array] : arrays) {
        double elements = 1;
        for (std::size_t const n : array.shape()) elements *= static_cast<double>(n);
        expect(elements == static_cast<double>(array.size()), "there are as many values as elements");
        expect(lamina::read_npz(file.path, name).shape() == array.shape(), "one is read as all are");
    }
    return 0;
}
