#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace lamina {

/// One line on standard error that says how far long work has come: only on a terminal, at most ten times a
/// second, and not from a task of a pool, which has others beside it.
class progress {
public:
    /// `total` steps; 0: unknown.
    explicit progress(std::string title, std::size_t total = 0);
    /// Ends the line.
    ~progress();
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;

    /// Whether there is a terminal to show it on
    [[nodiscard]] bool is_shown() const { return terminal_; }
    void update(std::size_t done, std::string_view text);

private:
    std::string title_;
    std::size_t total_;
    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_{};
};

}  // namespace lamina
