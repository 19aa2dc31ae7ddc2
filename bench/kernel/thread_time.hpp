#pragma once

#include <ctime>

/// Seconds that a processor has worked for the calling thread: unlike a clock on the wall it stands still while the
/// system lets others run.
inline double thread_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}
