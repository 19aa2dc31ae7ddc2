#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lamina {

/// The members of a zip archive whose bytes belong to the caller: stored or deflated, with the 64-bit sizes of zip64
/// where they are needed. Every offset and size is held against the bytes that are there before it is used. Everything
/// here throws std::invalid_argument, with what was found and what was expected, for anything else.
class zip_archive {
public:
    struct member {
        std::string name;
        std::uint16_t flags = 0, method = 0;
        std::uint32_t checksum = 0;
        std::uint64_t packed_size = 0, size = 0, offset = 0;
    };

    explicit zip_archive(std::string_view bytes);

    [[nodiscard]] std::vector<member> const& members() const { return members_; }
    /// The bytes that were archived, checked against their number and their checksum.
    [[nodiscard]] std::string contents(member const& m) const;

private:
    /// A little-endian number at `at`.
    template <class Integer>
    [[nodiscard]] Integer number(std::uint64_t at) const;
    [[nodiscard]] std::string_view part(std::uint64_t at, std::uint64_t size) const;
    void expect(std::uint64_t at, std::string_view signature) const;
    [[nodiscard]] std::uint64_t end_record() const;
    void read_long_sizes(member& m, std::uint64_t extra, std::uint64_t extra_end) const;

    std::string_view bytes_;
    std::vector<member> members_;
};

}  // namespace lamina
