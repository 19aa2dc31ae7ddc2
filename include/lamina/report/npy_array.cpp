#include <lamina/report/npy_array.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/report/element_count.hpp>
#include <lamina/report/npy_header.hpp>

namespace lamina {

namespace {

constexpr std::size_t most_axes = 64;  // NumPy's limit

/// sizeof(Element) bytes, least significant first unless `big_endian`.
template <class Element>
Element element_at(char const* bytes, bool big_endian) {
    std::array<char, sizeof(Element)> own{};
    std::copy_n(bytes, own.size(), own.data());
    if (big_endian != (std::endian::native == std::endian::big)) std::ranges::reverse(own);
    return std::bit_cast<Element>(own);
}

template <class Element>
double number(char const* bytes, bool big_endian) {
    return static_cast<double>(element_at<Element>(bytes, big_endian));
}

double truth(char const* byte, bool) {
    return *byte != 0 ? 1 : 0;
}

/// IEEE 754 binary16: sign, 5 bits of exponent, 10 of mantissa.
double half(char const* bytes, bool big_endian) {
    auto const bits = element_at<std::uint16_t>(bytes, big_endian);
    int const exponent = bits >> 10 & 0x1f, mantissa = bits & 0x3ff;
    double const magnitude = exponent == 0     ? std::ldexp(mantissa, -24)
                             : exponent < 0x1f ? std::ldexp(0x400 + mantissa, exponent - 25)
                             : mantissa == 0   ? std::numeric_limits<double>::infinity()
                                               : std::numeric_limits<double>::quiet_NaN();
    return bits >> 15 ? -magnitude : magnitude;
}

struct element_type {
    std::string_view name;
    std::size_t bytes;
    double (*value)(char const* bytes, bool big_endian);
};
constexpr element_type element_types[]{
    {"f8", 8, number<double>},        {"f4", 4, number<float>},         {"f2", 2, half},
    {"i8", 8, number<std::int64_t>},  {"i4", 4, number<std::int32_t>},  {"i2", 2, number<std::int16_t>},
    {"i1", 1, number<std::int8_t>},   {"u8", 8, number<std::uint64_t>}, {"u4", 4, number<std::uint32_t>},
    {"u2", 2, number<std::uint16_t>}, {"u1", 1, number<std::uint8_t>},  {"b1", 1, truth}};

/// `descr` without its byte order, which NumPy takes for that of the machine if it is not < or >.
element_type const& type_of(std::string_view descr) {
    auto const name = descr.substr(!descr.empty() && std::string_view("<>=|").find(descr[0]) != descr.npos);
    for (element_type const& known : element_types)
        if (known.name == name) return known;
    throw std::invalid_argument(
        fmt::format("elements of type {:.20}, expected float16, 32 or 64, integers or bool", descr));
}

}  // namespace

npy_array::npy_array(std::string_view file) {
    constexpr std::size_t magic = 6, version_end = 8;
    if (file.substr(0, magic) != "\x93NUMPY" || file.size() < version_end)
        throw std::invalid_argument("no NumPy array, expected what numpy.save writes");
    int const major = static_cast<unsigned char>(file[magic]), minor = static_cast<unsigned char>(file[magic + 1]);
    if (major < 1 || major > 3 || minor != 0)
        throw std::invalid_argument(fmt::format("version {}.{} of the format, expected 1.0, 2.0 or 3.0", major, minor));
    file.remove_prefix(version_end);
    // Version 1 says the length of its header in two bytes, later ones in four.
    std::size_t const digits = major == 1 ? 2 : 4;
    std::size_t length = 0;
    for (std::size_t k = std::min(digits, file.size()); k-- > 0;)
        length = length * 256 + static_cast<unsigned char>(file[k]);
    if (file.size() < digits || file.size() - digits < length) throw std::invalid_argument("the header is cut short");
    npy_header header = read_npy_header(file.substr(digits, length));
    elements_ = file.substr(digits + length);
    element_type const& type = type_of(header.descr);
    bytes_each_ = type.bytes, value_ = type.value;
    big_endian_ = header.descr[0] == '>';
    fortran_order_ = header.fortran_order;
    shape_ = std::move(header.shape);
    if (shape_.size() > most_axes)
        throw std::invalid_argument(fmt::format("{} axes, expected at most {}", shape_.size(), most_axes));
    auto const count = element_count(shape_);
    if (!count || elements_.size() != *count * bytes_each_)
        throw std::invalid_argument(fmt::format("{} bytes of values, expected {} elements of {} bytes, shape ({})",
                                                elements_.size(), count ? std::to_string(*count) : "2^60 or more",
                                                bytes_each_, fmt::join(shape_, ", ")));
    size_ = *count;
}

void npy_array::copy_to(std::span<double> out) const {
    if (out.size() != size_)
        throw std::invalid_argument(fmt::format("out has {} numbers, expected {}", out.size(), size_));
    auto value = [&](std::size_t i) { return value_(elements_.data() + i * bytes_each_, big_endian_); };
    if (!fortran_order_) {
        for (std::size_t i = 0; i < size_; ++i) out[i] = value(i);
        return;
    }
    // the elements come with the first index fastest; `to` is where the one at `index` belongs
    std::vector<std::size_t> step(shape_.size(), 1), index(shape_.size(), 0);
    for (std::size_t k = shape_.size(); k-- > 1;) step[k - 1] = step[k] * shape_[k];
    for (std::size_t i = 0, to = 0; i < size_; ++i) {
        out[to] = value(i);
        for (std::size_t k = 0; k < shape_.size(); ++k) {
            to += step[k];
            if (++index[k] < shape_[k]) break;
            to -= step[k] * shape_[k];
            index[k] = 0;
        }
    }
}

}  // namespace lamina
