// Any names and numbers, written to a file that may not grow beyond any size: they read back as they were, or the old
// file is there untouched, nothing beside it, and the reason is told. Two columns of one name are refused.

#include <algorithm>
#include <bit>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

#include <lamina/report/csv.hpp>

#include "expect.hpp"

namespace {

/// The fields of comma-separated text, a line each (RFC 4180).
std::vector<std::vector<std::string>> fields_of(std::string const& text) {
    std::vector<std::vector<std::string>> lines(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string& field = lines.back().back();
        if (quoted && text.substr(i, 2) == "\"\"")
            field += text[i++];
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == ',')
            lines.back().emplace_back();
        else if (!quoted && text[i] == '\n')
            lines.push_back({""});
        else
            field += text[i];
    }
    lines.pop_back();
    return lines;
}

std::string bytes_of(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void limit_files(rlim_t bytes) {
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/// On a disk, what is written as a whole takes 10 ms to arrive.
struct folder_in_memory {
    std::filesystem::path const path = "/dev/shm/lamina fuzz " + std::to_string(getpid());
    folder_in_memory() { std::filesystem::create_directory(path); }
    ~folder_in_memory() { std::filesystem::remove_all(path); }
    folder_in_memory(folder_in_memory const&) = delete;
    folder_in_memory& operator=(folder_in_memory const&) = delete;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size < 3) return 0;
    std::size_t const columns = data[0] % 4, rows = data[1] % 8, most = 4 * data[2];
    data += 3, size -= 3;
    std::vector<std::vector<double>> values(columns, std::vector<double>(rows));
    std::vector<std::string> names(columns);
    for (auto& v : values) {
        std::size_t const n = std::min(size, rows * sizeof(double));
        std::copy_n(data, n, reinterpret_cast<std::uint8_t*>(v.data()));
        data += n, size -= n;
    }
    for (auto& name : names) {
        std::size_t const n = size / columns;
        name.assign(reinterpret_cast<char const*>(data), n);
        data += n;
    }
    std::vector<lamina::column> table;
    for (std::size_t c = 0; c < columns; ++c) table.push_back({names[c], values[c]});

    static folder_in_memory const folder;
    auto const path = folder.path / "u.csv";
    static std::string const old = "the old one";
    std::ofstream(path, std::ios::binary) << old;
    std::signal(SIGXFSZ, SIG_IGN);
    std::string refused;
    limit_files(most);
    try {
        lamina::write_csv(path, table);
    } catch (std::exception const& error) {
        refused = error.what();
    }
    limit_files(RLIM_INFINITY);
    std::string const text = bytes_of(path);
    expect(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1, "there is one file");
    bool const doubled = std::set(names.begin(), names.end()).size() < columns;
    expect(!doubled || !refused.empty(), "columns of one name are refused");
    if (!refused.empty()) {
        expect(text == old, "\"" + refused + "\" leaves the old file");
        expect(columns == 0 || doubled || refused == "write_csv: cannot write " + path.string() + ": File too large",
               refused);
        return 0;
    }
    auto const lines = fields_of(text);
    expect(lines.size() == rows + 1 && lines[0] == names, "a line of names and one a row: " + text);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            double const written = values[c][r], read = std::strtod(lines[r + 1].at(c).c_str(), nullptr);
            expect(std::isnan(written) ? std::isnan(read)
                                       : std::bit_cast<std::uint64_t>(read) == std::bit_cast<std::uint64_t>(written),
                   lines[r + 1][c] + " is the number that was written");
        }
    return 0;
}
