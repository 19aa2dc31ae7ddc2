#include <lamina/report/npz.hpp>

#include <bit>
#include <cstdint>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <lamina/report/element_count.hpp>
#include <lamina/report/whole_file.hpp>

namespace lamina {

static_assert(std::endian::native == std::endian::little, "the arrays are written as they lie in memory");

namespace {

/// The bytes of an integer, least significant first, as zip wants them.
template <class Integer>
void put(std::string& out, Integer value) {
    for (std::size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

/// Magic, version and the dictionary of format 1.0, padded so that the numbers start at a multiple of 64 bytes.
std::string npy_header(named_array const& a) {
    std::string dictionary = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}{}), }}",
                                         fmt::join(a.shape, ", "), a.shape.size() == 1 ? "," : "");
    dictionary.append(63 - (10 + dictionary.size()) % 64, ' ');
    dictionary += '\n';
    std::string out("\x93NUMPY\x01\x00", 8);
    put(out, static_cast<std::uint16_t>(dictionary.size()));
    return out + dictionary;
}

struct member {
    std::string name, header;
    std::span<double const> values;
    std::uint32_t checksum, size, offset;

    /// What the local header and the central directory say alike: version 2.0, no flags, stored, 1 January 1980.
    void put_facts(std::string& out) const {
        for (int const v : {20, 0, 0, 0, 0x21}) put(out, static_cast<std::uint16_t>(v));
        for (std::uint32_t const v : {checksum, size, size}) put(out, v);
        put(out, static_cast<std::uint16_t>(name.size()));
        put(out, std::uint16_t{0});
    }
};

void check(std::vector<named_array> const& arrays) {
    std::set<std::string> names;
    std::uint64_t bytes = 0;
    for (named_array const& a : arrays) {
        if (a.name.empty() || a.name.size() > 200 || a.name.find('/') != std::string::npos)
            throw std::invalid_argument(
                fmt::format("write_npz: array name \"{}\", expected 1 to 200 characters without a slash", a.name));
        if (!names.insert(a.name).second)
            throw std::invalid_argument(fmt::format("write_npz: two arrays are named \"{}\"", a.name));
        auto const elements = element_count(a.shape);
        if (elements != a.values.size())
            throw std::invalid_argument(fmt::format("write_npz: array \"{}\" of shape ({}) has {} values, expected {}",
                                                    a.name, fmt::join(a.shape, ", "), a.values.size(),
                                                    elements ? std::to_string(*elements) : "more than memory holds"));
        bytes += a.values.size_bytes() + 1024;
    }
    if (bytes >= UINT32_MAX || arrays.size() >= UINT16_MAX)
        throw std::invalid_argument(
            fmt::format("write_npz: {} arrays of {} bytes, expected less than 4 GiB in less "
                        "than 65535 arrays",
                        arrays.size(), bytes));
}

}  // namespace

void write_npz(std::filesystem::path const& path, std::vector<named_array> const& arrays) {
    check(arrays);
    whole_file file("write_npz", path);
    std::string directory;
    std::uint32_t offset = 0;
    for (named_array const& a : arrays) {
        member m{a.name + ".npy", npy_header(a), a.values, 0, 0, offset};
        auto const* bytes = reinterpret_cast<char const*>(a.values.data());
        auto const sum = crc32_z(0, reinterpret_cast<unsigned char const*>(m.header.data()), m.header.size());
        // a null pointer would start the checksum anew
        m.checksum = static_cast<std::uint32_t>(
            a.values.empty() ? sum
                             : crc32_z(sum, reinterpret_cast<unsigned char const*>(bytes), a.values.size_bytes()));
        m.size = static_cast<std::uint32_t>(m.header.size() + a.values.size_bytes());

        std::string local = "PK\x03\x04";
        m.put_facts(local);
        local += m.name + m.header;
        file.write(local);
        file.write(a.values);
        offset += static_cast<std::uint32_t>(local.size() + a.values.size_bytes());

        directory += "PK\x01\x02";
        put(directory, std::uint16_t{20});
        m.put_facts(directory);
        directory.append(10, '\0');  // no comment, disk 0, no attributes
        put(directory, m.offset);
        directory += m.name;
    }
    std::string end("PK\x05\x06\0\0\0\0", 8);
    for (int i = 0; i < 2; ++i) put(end, static_cast<std::uint16_t>(arrays.size()));
    put(end, static_cast<std::uint32_t>(directory.size()));
    put(end, offset);
    put(end, std::uint16_t{0});
    file.write(directory);
    file.write(end);
    file.finish();
}

}  // namespace lamina
