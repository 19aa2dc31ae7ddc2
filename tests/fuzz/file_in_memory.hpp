#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

/// A file that readers can open and no disk sees.
class file_in_memory {
public:
    file_in_memory() : path("/proc/self/fd/" + std::to_string(descriptor_)) {}
    ~file_in_memory() { close(descriptor_); }
    file_in_memory(file_in_memory const&) = delete;
    file_in_memory& operator=(file_in_memory const&) = delete;

    void hold(std::uint8_t const* data, std::size_t size) const {
        if (ftruncate(descriptor_, 0) != 0 || pwrite(descriptor_, data, size, 0) != static_cast<ssize_t>(size))
            std::abort();
    }

private:
    int const descriptor_ = memfd_create("fuzzed", 0);

public:
    std::filesystem::path const path;
};
