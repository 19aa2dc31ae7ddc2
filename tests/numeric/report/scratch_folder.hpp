#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

/// An empty folder in the temporary directory; it goes with the object, and all that is in it.
struct scratch_folder {
    std::filesystem::path path;

    scratch_folder()
        : path(std::filesystem::temp_directory_path() /
               ("lamina test's " + std::to_string(getpid()) + " folder " + std::to_string(serial()++))) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directory(path);
    }
    ~scratch_folder() { std::filesystem::remove_all(path); }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    /// The names of what is in it, in alphabetical order.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (auto const& entry : std::filesystem::directory_iterator(path)) out.push_back(entry.path().filename());
        std::ranges::sort(out);
        return out;
    }
    void put(std::string const& name, std::string const& bytes) const {
        std::ofstream(path / name, std::ios::binary) << bytes;
    }
    [[nodiscard]] std::string get(std::string const& name) const {
        std::ifstream file(path / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    static int& serial() {
        static int count = 0;
        return count;
    }
};
