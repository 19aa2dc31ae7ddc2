#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lamina {

/// A file that is written as a whole or not at all: what is written goes to a new file in the same folder, which takes
/// the place of `path` in `finish`, once all of it has reached the disk. Until then, and if anything fails, `path`
/// stays as it was and the new file is removed.
///
/// A symbolic link stays one: the file that it leads to is replaced. The new file has the permissions of the one it
/// replaces (else those of any new file) and belongs to who writes it; one that may not be written is not replaced.
/// What is no file in a folder (a device, a pipe, an open file without a name) is written to directly.
///
/// Everything here throws std::system_error, which is a std::runtime_error, "<writer>: cannot write <path>: <the
/// system's reason>".
class whole_file {
public:
    whole_file(std::string_view writer, std::filesystem::path const& path);

    void write(std::string_view bytes);
    void write(std::span<double const> values);  ///< as they lie in memory
    void finish();

private:
    struct closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    /// The new file until it has its name: removed with this object.
    struct unfinished {
        std::filesystem::path path{};  ///< empty: none
        unfinished() = default;
        ~unfinished();
        unfinished(unfinished const&) = delete;
        unfinished& operator=(unfinished const&) = delete;
    };

    [[noreturn]] void fail(int error) const;

    std::string what_;  ///< what a failure is told as
    std::filesystem::path target_;
    unfinished new_;
    std::unique_ptr<std::FILE, closer> file_;
};

/// Removes the new files beside `path` that a process which lives no more has left unfinished.
void remove_abandoned(std::filesystem::path const& path);

}  // namespace lamina
