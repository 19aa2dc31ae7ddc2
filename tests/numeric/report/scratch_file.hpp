#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

/// A file name in the temporary directory; the file goes with the object.
struct scratch_file {
    std::filesystem::path path;

    explicit scratch_file(std::string const& name)
        : path(std::filesystem::temp_directory_path() /
               ("lamina test's " + std::to_string(getpid()) + " " + std::to_string(serial()++) + " " + name)) {
        std::filesystem::remove(path);
    }
    ~scratch_file() { std::filesystem::remove(path); }
    scratch_file(scratch_file const&) = delete;
    scratch_file& operator=(scratch_file const&) = delete;

    [[nodiscard]] std::string bytes() const {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    static int& serial() {
        static int count = 0;
        return count;
    }
};
