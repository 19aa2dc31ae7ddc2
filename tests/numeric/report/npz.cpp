#include "catch.hpp"

#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/report/npz.hpp>

#include "scratch_file.hpp"

using namespace lamina;
using Catch::Contains;

namespace {

using shape = std::vector<std::size_t>;
using numbers = std::vector<double>;

std::string from_hex(std::string const& digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return out;
}

/// What numpy.savez_compressed(u=numpy.asarray([[0.5, 1, 1.5], [-2, 4, 8]], '>f4', order='F'), v=[True, False, True])
/// of NumPy 1.24 writes.
std::string const by_numpy = from_hex(
    "504b03042d00000008000000210031d92913ffffffffffffffff05001400752e6e70790100100098000000000000005800000000"
    "0000009bec17ea1b10c9c850c650ad9e925a9c5ca46ea5a06e9766a2aea3a09e965f54529498179f5f94920a120f292a4d050a17"
    "672416a402b91a463a0ac69a3a0ab50ae4032e7b06068603406cdfc0c0e000c4f6408e23900f00504b03042d0000000800000021"
    "0016938cbbffffffffffffffff05001400762e6e707901001000830000000000000047000000000000009bec17ea1b10c9c850c6"
    "50ad9e925a9c5ca46ea5a05e9364a8aea3a09e965f54529498179f5f94920a12774bcc294e058a17672416a402f91ac63a9a3a0a"
    "b50a14002e46064600504b01022d032d00000008000000210031d929135800000098000000050000000000000000000000800100"
    "000000752e6e7079504b01022d032d00000008000000210016938cbb470000008300000005000000000000000000000080018f00"
    "0000762e6e7079504b05060000000002000200660000000d0100000000");

std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int k = 0; k < bytes; ++k) out += static_cast<char>(value >> (8 * k) & 0xff);
    return out;
}

std::uint32_t checksum(std::string const& bytes) {
    std::uint32_t c = ~0u;
    for (char const b : bytes) {
        c ^= static_cast<unsigned char>(b);
        for (int i = 0; i < 8; ++i) c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}

/// numpy.save([v]) as bytes, without the padding.
std::string npy(double v) {
    std::string const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n";
    return std::string("\x93NUMPY\x01\x00", 8) + little(header.size(), 2) + header +
           std::string(reinterpret_cast<char const*>(&v), sizeof v);
}

struct entry {
    std::string name, data;
    int method = 0, flags = 0;
};

/// A zip archive of stored members; with all its sizes, offsets and its count in the records of zip64 if `large`.
std::string zip(std::vector<entry> const& entries, bool large = false, std::string const& comment = "") {
    std::string out, directory;
    for (entry const& e : entries) {
        std::string const facts =
            little(large ? 45 : 20, 2) + little(static_cast<std::uint64_t>(e.flags), 2) +
            little(static_cast<std::uint64_t>(e.method), 2) + little(0x210000, 4) + little(checksum(e.data), 4) +
            (large ? std::string(8, '\xff') : little(e.data.size(), 4) + little(e.data.size(), 4)) +
            little(e.name.size(), 2);
        std::string const unknown = little(0x7075, 2) + little(3, 2) + "abc";
        std::string const sizes = little(e.data.size(), 8) + little(e.data.size(), 8);
        std::string const local = large ? unknown + little(1, 2) + little(16, 2) + sizes : "";
        std::string const extra = large ? unknown + little(1, 2) + little(24, 2) + sizes + little(out.size(), 8) : "";
        directory += "PK\x01\x02" + little(20, 2) + facts + little(extra.size(), 2) + std::string(10, '\0') +
                     little(large ? 0xffffffff : out.size(), 4) + e.name + extra;
        out += "PK\x03\x04" + facts + little(local.size(), 2) + e.name + local + e.data;
    }
    std::size_t const at = out.size(), n = entries.size();
    out += directory;
    if (large)
        out += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + std::string(8, '\0') + little(n, 8) +
               little(n, 8) + little(directory.size(), 8) + little(at, 8) + "PK\x06\x07" + little(0, 4) +
               little(at + directory.size(), 8) + little(1, 4);
    return out + "PK\x05\x06" + std::string(4, '\0') + little(large ? 0xffff : n, 2) + little(large ? 0xffff : n, 2) +
           little(large ? 0xffffffff : directory.size(), 4) + little(large ? 0xffffffff : at, 4) +
           little(comment.size(), 2) + comment;
}

auto read(std::string const& bytes) {
    scratch_file const file("arrays.npz");
    std::ofstream(file.path, std::ios::binary) << bytes;
    return read_npz(file.path);
}

void check_equal(xt::xarray<double> const& a, shape const& s, numbers const& values) {
    CHECK(shape(a.shape().begin(), a.shape().end()) == s);
    CHECK(numbers(a.begin(), a.end()) == values);
}

}  // namespace

TEST_CASE("arrays that were written are read back", "[npz]") {
    scratch_file const file("arrays.npz");
    xt::xtensor<double, 2> const u{{0.1, 1e300, -0.0}, {1, 2, 3}};
    xt::xarray<double> const v = xt::xarray<double>::from_shape({2, 0, 3});
    numbers const w{1, 2, 3, 4, 5, 6};
    write_npz(file.path, {{"u", u}, {"v", v}, {"w", {3, 1, 2}, w}, {"none", {0}, {}}, {"number", {}, numbers{7}}});
    auto const all = read_npz(file.path);
    CHECK(all.size() == 5);
    check_equal(all.at("u"), {2, 3}, {0.1, 1e300, -0.0, 1, 2, 3});
    check_equal(all.at("v"), {2, 0, 3}, {});
    check_equal(all.at("w"), {3, 1, 2}, w);
    check_equal(all.at("none"), {0}, {});
    check_equal(all.at("number"), {}, {7});
    CHECK(read_npz(file.path, "u")(0, 1) == 1e300);
}

TEST_CASE("an archive that NumPy compressed is read", "[npz]") {
    auto const all = read(by_numpy);
    CHECK(all.size() == 2);
    check_equal(all.at("u"), {2, 3}, {0.5, 1, 1.5, -2, 4, 8});
    check_equal(all.at("v"), {3}, {1, 0, 1});
}

TEST_CASE("archives with 64-bit sizes, unknown fields and comments are read", "[npz]") {
    for (bool const large : {false, true})
        for (std::string const& comment :
             {std::string(), std::string("PK\x05\x06 and no end"), std::string(65535, 'c')}) {
            auto const all = read(zip({{"a.npy", npy(1)}, {"folder/b.npy", npy(2)}}, large, comment));
            CHECK(all.size() == 2);
            check_equal(all.at("a"), {1}, {1});
            check_equal(all.at("folder/b"), {1}, {2});
        }
    CHECK(read(zip({})).empty());
}

TEST_CASE("an array that is not there is refused with the names of those that are", "[npz]") {
    scratch_file const file("arrays.npz");
    std::ofstream(file.path, std::ios::binary) << by_numpy;
    CHECK_THROWS_WITH(read_npz(file.path, "w"),
                      "read_npz: " + file.path.string() + ": no array \"w\", expected one of \"u\", \"v\"");
    CHECK_THROWS_WITH(read_npz("no/such/file.npz"),
                      "read_npz: cannot read no/such/file.npz: No such file or directory");
    CHECK_THROWS_AS(read_npz("no/such/file.npz", "u"), std::runtime_error);
}

TEST_CASE("a member that is no array of numbers is refused by name, and leaves the others", "[npz]") {
    scratch_file const file("arrays.npz");
    std::ofstream(file.path, std::ios::binary) << zip({{"u.npy", npy(1)}, {"notes.txt", "text"}});
    CHECK_THROWS_WITH(read_npz(file.path), Contains("arrays.npz: array \"notes.txt\": no NumPy array"));
    CHECK(read_npz(file.path, "u")(0) == 1);
    CHECK_THROWS_WITH(read(zip({{"u.npy", npy(1)}, {"u.npy", npy(2)}})), Contains("two arrays are named \"u\""));
    CHECK_THROWS_WITH(read(zip({{"u.npy", npy(1), 12}})),
                      Contains("array \"u\": compressed by method 12, expected 0 (stored) or 8 (deflated)"));
    CHECK_THROWS_WITH(read(zip({{"u.npy", npy(1), 0, 1}})), Contains("array \"u\": encrypted"));
    CHECK_THROWS_WITH(read(npy(1)), Contains("arrays.npz: no zip archive, expected what numpy.savez writes"));
    CHECK_THROWS_WITH(read(""), Contains("no zip archive"));
}

TEST_CASE("sizes are held against the archive before memory is asked for", "[npz]") {
    std::string archive = zip({{"u.npy", npy(1)}});
    std::size_t const directory = archive.find("PK\x01\x02"), end = archive.find("PK\x05\x06");
    auto with = [&](std::size_t at, std::uint64_t value, int bytes) {
        std::string out = archive;
        out.replace(at, static_cast<std::size_t>(bytes), little(value, bytes));
        return out;
    };
    CHECK_THROWS_WITH(read(with(directory + 24, 0xfffffffe, 4)), Contains("bytes are stored, expected 4294967294"));
    CHECK_THROWS_WITH(read(with(directory + 20, 0xfffffffe, 4)), Contains("cut short or damaged"));
    CHECK_THROWS_WITH(read(with(directory + 42, 0xfffffffe, 4)), Contains("cut short or damaged"));
    CHECK_THROWS_WITH(read(with(end + 10, 0xfffe, 2)), Contains("no record of a zip archive"));
    CHECK_THROWS_WITH(read(with(end + 12, 0xfffffffe, 4)), Contains("cut short or damaged"));
    archive = by_numpy;
    CHECK_THROWS_WITH(read(with(archive.find("PK\x01\x02") + 24, 0xfffffffe, 4)),
                      Contains("array \"u\": 88 deflated bytes cannot become 4294967294"));
    CHECK_THROWS_WITH(read(with(archive.find("PK\x01\x02") + 24, 151, 4)), Contains("88 deflated bytes are damaged"));
    archive = zip({{"u.npy", npy(1)}}, true);
    CHECK_THROWS_WITH(read(with(archive.find("PK\x06\x06") + 32, UINT64_MAX, 8)), Contains("no record of a zip"));
    CHECK_THROWS_WITH(read(with(archive.find("PK\x06\x06") + 40, UINT64_MAX, 8)), Contains("cut short or damaged"));
    CHECK_THROWS_WITH(read(with(archive.find("PK\x06\x06") + 48, UINT64_MAX, 8)), Contains("cut short or damaged"));
    CHECK_THROWS_WITH(read(with(archive.find("PK\x06\x07") + 8, UINT64_MAX, 8)), Contains("cut short or damaged"));
}

TEST_CASE("an archive with one bit changed, or cut anywhere, is refused or says the same", "[npz]") {
    for (std::string const& whole : {by_numpy, zip({{"u.npy", npy(1)}, {"v.npy", npy(2)}}, true)}) {
        auto const expected = read(whole);
        std::size_t refused = 0;
        auto try_this = [&](std::string const& bytes) {
            try {
                bool const same = read(bytes) == expected;
                if (!same) FAIL("another array, without a word");
            } catch (std::invalid_argument const&) {
                ++refused;
            }
        };
        for (std::size_t i = 0; i < 8 * whole.size(); ++i) {
            std::string changed = whole;
            changed[i / 8] = static_cast<char>(changed[i / 8] ^ 1 << i % 8);
            try_this(changed);
        }
        CHECK(refused > 4 * whole.size());
        refused = 0;
        for (std::size_t n = 0; n < whole.size(); ++n) try_this(whole.substr(0, n));
        CHECK(refused == whole.size());
    }
}
