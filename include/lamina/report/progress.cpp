#include <lamina/report/progress.hpp>

#include <cstdio>
#include <utility>

#include <unistd.h>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

progress::progress(std::string title, std::size_t total)
    : title_(std::move(title)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1 && !thread_pool::inside_a_task()) {}  // several would write one line

progress::~progress() {
    if (shown_) std::fputc('\n', stderr);
}

void progress::update(std::size_t done, std::string_view text) {
    if (!terminal_) return;
    auto const now = std::chrono::steady_clock::now();
    if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    shown_ = true;
    std::string const of = total_ > 0 ? " of " + std::to_string(total_) : "";
    std::fprintf(stderr, "\r\033[K%s: %zu%s  %.*s", title_.c_str(), done, of.c_str(), static_cast<int>(text.size()),
                 text.data());
    std::fflush(stderr);
}

}  // namespace lamina
