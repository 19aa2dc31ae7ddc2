#pragma once

#if defined(__linux__)
#include <sched.h>
#endif

#include <cstddef>

/// While it lives, the calling thread, and the threads that it starts for as long as they live, run on core number
/// `i` of those that the process may use. Does nothing where the system is not Linux, or without `enabled`.
class pinned {
public:
    explicit pinned([[maybe_unused]] std::size_t i, [[maybe_unused]] bool enabled) {
#if defined(__linux__)
        if (!enabled || sched_getaffinity(0, sizeof before_, &before_) != 0) return;
        static cpu_set_t const all = before_;  // the first caller is not yet pinned
        std::size_t at = i % static_cast<std::size_t>(CPU_COUNT(&all)), core = 0;
        for (;; ++core)
            if (CPU_ISSET(core, &all) && at-- == 0) break;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        changed_ = sched_setaffinity(0, sizeof one, &one) == 0;
#endif
    }
    ~pinned() {
#if defined(__linux__)
        if (changed_) sched_setaffinity(0, sizeof before_, &before_);
#endif
    }
    pinned(pinned const&) = delete;
    pinned& operator=(pinned const&) = delete;

private:
#if defined(__linux__)
    cpu_set_t before_{};
    bool changed_ = false;
#endif
};
