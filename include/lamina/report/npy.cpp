#include <lamina/report/npy.hpp>

#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <regex>
#include <span>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

namespace lamina {

static_assert(std::endian::native == std::endian::little, "the arrays are read as they lie in memory");

namespace {

[[noreturn]] void refuse(std::filesystem::path const& path, std::string const& what) {
    throw std::invalid_argument(fmt::format("read_npy: {}: {}", path.string(), what));
}

template <class Element>
void convert(std::span<char const> bytes, std::vector<double>& out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        Element value;
        std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
        out[i] = static_cast<double>(value);
    }
}

struct element_type {
    char const* name;
    std::size_t size;
    void (*convert)(std::span<char const>, std::vector<double>&);
};
constexpr element_type element_types[]{
    {"<f8", 8, convert<double>},        {"<f4", 4, convert<float>},         {"|u1", 1, convert<std::uint8_t>},
    {"|i1", 1, convert<std::int8_t>},   {"|b1", 1, convert<std::uint8_t>},  {"<u2", 2, convert<std::uint16_t>},
    {"<i2", 2, convert<std::int16_t>},  {"<u4", 4, convert<std::uint32_t>}, {"<i4", 4, convert<std::int32_t>},
    {"<u8", 8, convert<std::uint64_t>}, {"<i8", 8, convert<std::int64_t>}};

/// The value of a key of the header's dictionary, as `pattern` captures it.
std::string entry(std::filesystem::path const& path, std::string const& header, std::string const& key,
                  std::string const& pattern) {
    std::smatch found;
    if (!std::regex_search(header, found, std::regex("'" + key + "': *" + pattern)))
        refuse(path, fmt::format("the header {} has no {} that is understood", header, key));
    return found[1];
}

std::vector<std::size_t> shape_of(std::string const& text) {
    std::vector<std::size_t> out;
    std::regex const number("[0-9]+");
    for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at)
        out.push_back(std::stoull(at->str()));
    return out;
}

}  // namespace

array_of_doubles read_npy(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string const all{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad()) throw std::runtime_error(fmt::format("read_npy: cannot read {}", path.string()));
    if (all.size() < 12 || all.compare(0, 6, "\x93NUMPY") != 0)
        refuse(path, "no NumPy array, expected a file that numpy.save wrote");
    // Version 1 says the length of its header in two bytes, later ones in four.
    std::size_t const digits = all[6] == 1 ? 2 : 4;
    std::size_t length = 0;
    for (std::size_t k = digits; k-- > 0;) length = length * 256 + static_cast<unsigned char>(all[8 + k]);
    if (all.size() - 8 - digits < length) refuse(path, "the header is cut short");
    std::string const header = all.substr(8 + digits, length);
    std::string const type = entry(path, header, "descr", "'([^']*)'");
    if (entry(path, header, "fortran_order", "(True|False)") == "True")
        refuse(path, "an array in Fortran order, expected C order: save numpy.ascontiguousarray(a)");
    array_of_doubles out;
    out.shape = shape_of(entry(path, header, "shape", "\\(([^)]*)\\)"));
    std::span<char const> const bytes = std::span(all).subspan(8 + digits + length);
    std::size_t count = 1;
    for (std::size_t const n : out.shape) {
        if (n > 0 && count > bytes.size() / n) refuse(path, fmt::format("{} bytes of values, too few", bytes.size()));
        count *= n;
    }
    for (element_type const& known : element_types) {
        if (type != known.name) continue;
        if (bytes.size() != count * known.size)
            refuse(path, fmt::format("{} bytes of values, expected {} elements of {} bytes", bytes.size(), count,
                                     known.size));
        out.values.resize(count);
        known.convert(bytes, out.values);
        return out;
    }
    refuse(path, fmt::format("elements of type {}, expected little-endian float, integer or bool", type));
}

}  // namespace lamina
