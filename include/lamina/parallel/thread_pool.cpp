#include <lamina/parallel/thread_pool.hpp>

#include <atomic>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace lamina {

namespace {

constexpr int spins_before_sleep = 4000;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// Returns once `value` differs from `old`: spins briefly, then sleeps.
void wait_while_equal(std::atomic<int> const& value, int old) {
    for (int i = 0; i < spins_before_sleep; ++i) {
        if (value.load(std::memory_order_acquire) != old) return;
        pause();
    }
    while (value.load(std::memory_order_acquire) == old) value.wait(old, std::memory_order_acquire);
}

thread_local bool inside_task = false;

}  // namespace

struct thread_pool::team {
    std::vector<std::thread> threads;
    std::vector<std::exception_ptr> errors;
    std::mutex one_caller;
    void (*call)(void*, std::size_t) = nullptr;
    void* context = nullptr;
    bool closing = false;
    alignas(64) std::atomic<int> generation{0};
    alignas(64) std::atomic<int> working{0};

    void work(std::size_t i) noexcept {
        inside_task = true;
        try {
            call(context, i);
        } catch (...) {
            errors[i] = std::current_exception();
        }
        inside_task = false;
    }

    void serve(std::size_t i) {
        for (int seen = 0;; ++seen) {
            wait_while_equal(generation, seen);
            if (closing) return;
            work(i);
            if (working.fetch_sub(1, std::memory_order_acq_rel) == 1) working.notify_one();
        }
    }
};

thread_pool::thread_pool(std::size_t threads) : team_(std::make_unique<team>()) {
    if (threads == 0) throw std::invalid_argument("thread_pool: threads is 0, expected at least 1");
    team_->errors.resize(threads);
    team_->threads.reserve(threads - 1);
    for (std::size_t i = 1; i < threads; ++i) team_->threads.emplace_back([t = team_.get(), i] { t->serve(i); });
}

thread_pool::~thread_pool() {
    team_->closing = true;
    team_->generation.fetch_add(1, std::memory_order_release);
    team_->generation.notify_all();
    for (auto& t : team_->threads) t.join();
}

std::size_t thread_pool::size() const noexcept { return team_->errors.size(); }

bool thread_pool::inside_a_task() noexcept { return inside_task; }

void thread_pool::run_all(void (*call)(void*, std::size_t), void* context) {
    if (inside_task) {
        for (std::size_t i = 0; i < size(); ++i) call(context, i);
        return;
    }
    std::lock_guard const turn(team_->one_caller);
    team_->call = call;
    team_->context = context;
    for (auto& e : team_->errors) e = nullptr;
    team_->working.store(static_cast<int>(team_->threads.size()), std::memory_order_relaxed);
    team_->generation.fetch_add(1, std::memory_order_release);
    team_->generation.notify_all();
    team_->work(0);
    for (int left = team_->working.load(std::memory_order_acquire); left != 0;
         left = team_->working.load(std::memory_order_acquire))
        wait_while_equal(team_->working, left);
    for (auto const& e : team_->errors)
        if (e) std::rethrow_exception(e);
}

thread_pool& default_pool() {
    static thread_pool pool([] {
        if (char const* text = std::getenv("LAMINA_THREADS")) {
            char* end = nullptr;
            long const n = std::strtol(text, &end, 10);
            if (end == text || *end != '\0' || n < 1)
                throw std::invalid_argument("LAMINA_THREADS is \"" + std::string(text) +
                                            "\", expected a positive number of threads");
            return static_cast<std::size_t>(n);
        }
        unsigned const hardware = std::thread::hardware_concurrency();
        return static_cast<std::size_t>(hardware == 0 ? 1 : hardware);
    }());
    return pool;
}

}  // namespace lamina
