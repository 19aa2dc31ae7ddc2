#include <lamina/report/zip_archive.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <zlib.h>

namespace lamina {

namespace {

// A number of ones only stands in the records of zip64 instead.
constexpr std::uint16_t short_ones = 0xffff;
constexpr std::uint32_t long_ones = 0xffffffff;

unsigned char* unsigned_bytes(char const* bytes) {
    return const_cast<unsigned char*>(reinterpret_cast<unsigned char const*>(bytes));  // zlib only reads its input
}

/// A stream of zlib, which ends with this object.
struct inflating : z_stream {
    inflating() : z_stream{} {}
    ~inflating() { inflateEnd(this); }
    inflating(inflating const&) = delete;
    inflating& operator=(inflating const&) = delete;
};

/// The `size` bytes that were deflated to `packed`.
std::string inflated(std::string_view packed, std::uint64_t size) {
    constexpr std::uint64_t most_bytes_of_one = 1032;  // of deflate: a bit for 129 bytes
    if (size / most_bytes_of_one > packed.size())
        throw std::invalid_argument(fmt::format("{} deflated bytes cannot become {}", packed.size(), size));
    std::string out;
    inflating stream;
    int state = inflateInit2(&stream, -MAX_WBITS);
    std::size_t read = 0, written = 0;
    while (state == Z_OK) {
        // memory for twice of what has come so far, not for what is said to come
        if (written == out.size()) out.resize(std::min<std::uint64_t>(size, 2 * (written + packed.size())));
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        stream.next_in = unsigned_bytes(packed.data() + read);
        stream.avail_in = static_cast<uInt>(std::min(most, packed.size() - read));
        stream.next_out = unsigned_bytes(out.data() + written);
        stream.avail_out = static_cast<uInt>(std::min(most, out.size() - written));
        state = inflate(&stream, Z_NO_FLUSH);
        read = static_cast<std::size_t>(stream.next_in - unsigned_bytes(packed.data()));
        written = static_cast<std::size_t>(stream.next_out - unsigned_bytes(out.data()));
    }
    if (state != Z_STREAM_END || read != packed.size() || written != size)
        throw std::invalid_argument(
            fmt::format("{} deflated bytes are damaged, expected them to become {}", packed.size(), size));
    return out;
}

}  // namespace

std::string_view zip_archive::part(std::uint64_t at, std::uint64_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at)
        throw std::invalid_argument(
            fmt::format("{} bytes, expected {} more at byte {}: cut short or damaged", bytes_.size(), size, at));
    return bytes_.substr(at, size);
}

template <class Integer>
Integer zip_archive::number(std::uint64_t at) const {
    Integer out = 0;
    auto const bytes = part(at, sizeof out);
    for (std::size_t k = sizeof out; k-- > 0;)
        out = static_cast<Integer>(std::uint64_t{out} << 8 | static_cast<unsigned char>(bytes[k]));
    return out;
}

void zip_archive::expect(std::uint64_t at, std::string_view signature) const {
    if (part(at, signature.size()) != signature)
        throw std::invalid_argument(fmt::format("no record of a zip archive at byte {}: damaged", at));
}

/// Where the last record begins, which a comment of any length may follow.
std::uint64_t zip_archive::end_record() const {
    constexpr std::size_t record = 22, longest_comment = 0xffff;
    for (std::size_t comment = 0; comment <= longest_comment && record + comment <= bytes_.size(); ++comment) {
        std::uint64_t const at = bytes_.size() - record - comment;
        if (bytes_.substr(at, 4) == "PK\x05\x06" && number<std::uint16_t>(at + 20) == comment) return at;
    }
    throw std::invalid_argument("no zip archive, expected what numpy.savez writes");
}

zip_archive::zip_archive(std::string_view bytes) : bytes_(bytes) {
    std::uint64_t const end = end_record();
    std::uint64_t count = number<std::uint16_t>(end + 10), size = number<std::uint32_t>(end + 12),
                  at = number<std::uint32_t>(end + 16);
    if ((count == short_ones || size == long_ones || at == long_ones) && end >= 20 &&
        part(end - 20, 4) == "PK\x06\x07") {
        auto const record = number<std::uint64_t>(end - 12);
        expect(record, "PK\x06\x06");
        count = number<std::uint64_t>(record + 32);
        size = number<std::uint64_t>(record + 40);
        at = number<std::uint64_t>(record + 48);
    }
    std::uint64_t const directory_end = at + part(at, size).size();
    for (; count > 0; --count) {
        expect(at, "PK\x01\x02");
        constexpr std::uint64_t fixed = 46;
        std::uint64_t const name = number<std::uint16_t>(at + 28), extra = number<std::uint16_t>(at + 30),
                            comment = number<std::uint16_t>(at + 32);
        member m{std::string(part(at + fixed, name)), number<std::uint16_t>(at + 8),  number<std::uint16_t>(at + 10),
                 number<std::uint32_t>(at + 16),      number<std::uint32_t>(at + 20), number<std::uint32_t>(at + 24),
                 number<std::uint32_t>(at + 42)};
        read_long_sizes(m, at + fixed + name, at + fixed + name + extra);
        members_.push_back(std::move(m));
        at += fixed + name + extra + comment;
    }
    if (at != directory_end)
        throw std::invalid_argument(fmt::format("the directory ends at byte {}, expected {}", at, directory_end));
}

/// Looks through the extra fields, each an identifier, its size and as many bytes, for those numbers of zip64.
void zip_archive::read_long_sizes(member& m, std::uint64_t at, std::uint64_t end) const {
    constexpr std::uint16_t zip64 = 1;
    while (at + 4 <= end) {
        auto const identifier = number<std::uint16_t>(at), size = number<std::uint16_t>(at + 2);
        at += 4;
        if (identifier == zip64)
            for (std::uint64_t field = at; std::uint64_t* const n : {&m.size, &m.packed_size, &m.offset}) {
                if (*n != long_ones) continue;
                *n = number<std::uint64_t>(field);
                field += 8;
            }
        at += size;
    }
}

std::string zip_archive::contents(member const& m) const {
    enum : std::uint16_t { stored = 0, deflated = 8, encrypted = 1 };
    if (m.flags & encrypted) throw std::invalid_argument("encrypted, expected stored or deflated");
    if (m.method != stored && m.method != deflated)
        throw std::invalid_argument(
            fmt::format("compressed by method {}, expected 0 (stored) or 8 (deflated)", m.method));
    expect(m.offset, "PK\x03\x04");
    std::uint64_t const name = number<std::uint16_t>(m.offset + 26), extra = number<std::uint16_t>(m.offset + 28);
    if (part(m.offset + 30, name) != m.name)
        throw std::invalid_argument("has another name where it is stored: damaged");
    auto const packed = part(m.offset + 30 + name + extra, m.packed_size);
    if (m.method == stored && m.size != m.packed_size)
        throw std::invalid_argument(fmt::format("{} bytes are stored, expected {}", m.packed_size, m.size));
    std::string out = m.method == stored ? std::string(packed) : inflated(packed, m.size);
    auto const checksum = crc32_z(crc32_z(0, nullptr, 0), unsigned_bytes(out.data()), out.size());
    if (checksum != m.checksum)
        throw std::invalid_argument(fmt::format("checksum {:08x}, expected {:08x}: damaged", checksum, m.checksum));
    return out;
}

}  // namespace lamina
