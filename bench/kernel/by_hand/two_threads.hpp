#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace by_hand {

/// The caller and threads - 1 more. They spin briefly between calls, then sleep.
class two_threads {
public:
    explicit two_threads(std::size_t threads) : count_(threads) {
        for (std::size_t i = 1; i < threads; ++i) others_.emplace_back([this, i] { serve(i); });
    }
    ~two_threads() {
        call_ = nullptr;
        start();
        for (auto& t : others_) t.join();
    }
    two_threads(two_threads const&) = delete;
    two_threads& operator=(two_threads const&) = delete;

    [[nodiscard]] std::size_t size() const { return count_; }

    /// task(i) for every thread i; returns when all have returned.
    template <class Task>
    void run(Task const& task) {
        if (count_ == 1) return task(std::size_t{0});
        call_ = [](void const* context, std::size_t i) { (*static_cast<Task const*>(context))(i); };
        context_ = &task;
        working_.store(static_cast<int>(count_) - 1, std::memory_order_relaxed);
        start();
        task(std::size_t{0});
        for (int left; (left = working_.load(std::memory_order_acquire)) != 0;) wait(working_, left);
    }

private:
    static void wait(std::atomic<int> const& value, int old) {
        for (int i = 0; i < 4000; ++i) {
            if (value.load(std::memory_order_acquire) != old) return;
#if defined(__x86_64__)
            __builtin_ia32_pause();
#endif
        }
        value.wait(old, std::memory_order_acquire);
    }
    void start() {
        round_.fetch_add(1, std::memory_order_release);
        round_.notify_all();
    }
    void serve(std::size_t i) {
        for (int seen = 0;; ++seen) {
            wait(round_, seen);
            if (call_ == nullptr) return;
            call_(context_, i);
            if (working_.fetch_sub(1, std::memory_order_acq_rel) == 1) working_.notify_one();
        }
    }

    std::size_t count_;
    void (*call_)(void const*, std::size_t) = nullptr;
    void const* context_ = nullptr;
    alignas(64) std::atomic<int> round_{0};
    alignas(64) std::atomic<int> working_{0};
    std::vector<std::thread> others_;
};

}  // namespace by_hand
