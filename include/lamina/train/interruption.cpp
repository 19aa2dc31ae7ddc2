#include <lamina/train/interruption.hpp>

#include <atomic>
#include <csignal>
#include <mutex>

namespace lamina {

namespace {

constexpr int watched[] = {SIGINT, SIGTERM};

std::atomic<int> noted{0};
std::atomic<bool> heard{false};
static_assert(std::atomic<int>::is_always_lock_free, "a handler of signals reads it");
std::mutex one_at_a_time;
int watchers = 0;
struct sigaction before[2];

extern "C" void note_signal(int signal) {
    if (noted.exchange(signal) == 0) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);  // and it comes when this handler has returned
}

}  // namespace

interruption::interruption(bool watch) : watches_(watch) {
    if (!watches_) return;
    std::lock_guard const turn(one_at_a_time);
    if (watchers++ > 0) return;
    noted = 0, heard = false;
    for (int k = 0; k < 2; ++k) {
        sigaction(watched[k], nullptr, &before[k]);
        if (before[k].sa_handler == SIG_IGN) continue;
        struct sigaction noting {};
        noting.sa_handler = note_signal;
        noting.sa_flags = SA_RESTART;
        sigaction(watched[k], &noting, nullptr);
    }
}

interruption::~interruption() {
    if (!watches_) return;
    std::lock_guard const turn(one_at_a_time);
    if (--watchers > 0) return;
    for (int k = 0; k < 2; ++k) sigaction(watched[k], &before[k], nullptr);
    if (noted != 0 && !heard) std::raise(noted);
}

char const* interruption::asked() {
    int const signal = noted;
    if (signal == 0) return nullptr;
    heard = true;
    return signal == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace lamina
