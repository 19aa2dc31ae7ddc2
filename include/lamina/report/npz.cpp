#include <lamina/report/npz.hpp>

#include <bit>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <lamina/report/element_count.hpp>
#include <lamina/report/file_bytes.hpp>
#include <lamina/report/npy_array.hpp>
#include <lamina/report/npy_header.hpp>
#include <lamina/report/whole_file.hpp>
#include <lamina/report/zip_archive.hpp>

namespace lamina {

static_assert(std::endian::native == std::endian::little, "the arrays are written as they lie in memory");

namespace {

/// The bytes of an integer, least significant first, as zip wants them.
template <class Integer>
void put(std::string& out, Integer value) {
    for (std::size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
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

/// The archive, one part after the other
template <class File>
void write_parts(std::vector<named_array> const& arrays, File& file) {
    std::string directory;
    std::uint32_t offset = 0;
    for (named_array const& a : arrays) {
        member m{a.name + ".npy", npy_header_of_doubles(a.shape), a.values, 0, 0, offset};
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
}

/// A file that is read again instead of being written
struct same_file {
    std::string_view rest;
    bool same = true;

    void write(std::string_view bytes) {
        same = same && rest.starts_with(bytes);
        if (same) rest.remove_prefix(bytes.size());
    }
    void write(std::span<double const> values) {
        write({reinterpret_cast<char const*>(values.data()), values.size_bytes()});
    }
};

constexpr std::string_view npy = ".npy";

std::string array_name(zip_archive::member const& m) {
    return m.name.ends_with(npy) ? m.name.substr(0, m.name.size() - npy.size()) : m.name;
}

/// Reads the arrays whose names `wanted` wants, each once.
template <class Wanted>
std::map<std::string, xt::xarray<double>> arrays_of(zip_archive const& archive, Wanted const& wanted) {
    std::map<std::string, xt::xarray<double>> out;
    for (zip_archive::member const& m : archive.members()) {
        std::string const name = array_name(m);
        if (!wanted(name)) continue;
        auto const [place, is_new] = out.try_emplace(name);
        if (!is_new) throw std::invalid_argument(fmt::format("two arrays are named \"{}\"", name));
        try {
            std::string const bytes = archive.contents(m);
            npy_array const array(bytes);
            place->second.resize(array.shape());
            array.copy_to({place->second.data(), place->second.size()});
        } catch (std::invalid_argument const& error) {
            throw std::invalid_argument(fmt::format("array \"{}\": {}", name, error.what()));
        }
    }
    return out;
}

/// What `read` returns for the archive; what it refuses is told with the name of the file.
template <class Read>
auto of_file(std::filesystem::path const& path, Read const& read) {
    std::string const bytes = file_bytes("read_npz", path);
    try {
        return read(zip_archive(bytes));
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument(fmt::format("read_npz: {}: {}", path.string(), error.what()));
    }
}

}  // namespace

void write_npz(std::filesystem::path const& path, std::vector<named_array> const& arrays) {
    check(arrays);
    whole_file file("write_npz", path);
    write_parts(arrays, file);
    file.finish();
}

bool holds_exactly(std::filesystem::path const& path, std::vector<named_array> const& arrays) {
    std::string const bytes = file_bytes("read_npz", path);
    same_file file{bytes};
    write_parts(arrays, file);
    return file.same && file.rest.empty();
}

std::map<std::string, xt::xarray<double>> read_npz(std::filesystem::path const& path) {
    return of_file(path,
                   [](zip_archive const& archive) { return arrays_of(archive, [](auto const&) { return true; }); });
}

xt::xarray<double> read_npz(std::filesystem::path const& path, std::string const& name) {
    return of_file(path, [&](zip_archive const& archive) {
        auto found = arrays_of(archive, [&](std::string const& other) { return other == name; });
        if (!found.empty()) return std::move(found.begin()->second);
        std::vector<std::string> names;
        for (zip_archive::member const& m : archive.members()) names.push_back('"' + array_name(m) + '"');
        throw std::invalid_argument(fmt::format("no array \"{}\", expected one of {}", name, fmt::join(names, ", ")));
    });
}

}  // namespace lamina
