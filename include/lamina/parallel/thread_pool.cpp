#include <lamina/parallel/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <system_error>
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
    std::mutex one_caller;
    void (*call)(void*, std::size_t, std::size_t) = nullptr;
    void* context = nullptr;
    std::size_t tasks = 0;
    std::mutex failing;
    std::exception_ptr error;
    std::size_t failed = 0;
    std::atomic<bool> closing{false};
    alignas(64) std::atomic<int> generation{0};
    /// Tasks that nobody has claimed yet, in the low half; the high half counts runs: who is late claims nothing of a
    /// run that is over, and what `call`, `context` and `tasks` say holds from a claim to the end of its task.
    alignas(64) std::atomic<std::uint64_t> unclaimed{0};
    alignas(64) std::atomic<int> unfinished{0};

    /// Joins the threads that there are: all, or those made before one could not be.
    ~team() {
        closing.store(true, std::memory_order_relaxed);
        generation.fetch_add(1, std::memory_order_release);
        generation.notify_all();
        for (auto& t : threads) t.join();
    }

    void work(std::size_t i, std::size_t thread) noexcept {
        inside_task = true;
        try {
            call(context, i, thread);
        } catch (...) {
            std::lock_guard const turn(failing);
            if (!error || i < failed) error = std::current_exception(), failed = i;
        }
        inside_task = false;
        if (unfinished.fetch_sub(1, std::memory_order_acq_rel) == 1) unfinished.notify_one();
    }

    /// Works on tasks until none is left to claim.
    void help(std::size_t thread) {
        constexpr std::uint64_t low_half = 0xffffffff;
        std::uint64_t now = unclaimed.load(std::memory_order_acquire);
        while ((now & low_half) != 0)
            if (unclaimed.compare_exchange_weak(now, now - 1, std::memory_order_acq_rel, std::memory_order_acquire)) {
                work(tasks - (now & low_half), thread);
                now = unclaimed.load(std::memory_order_acquire);
            }
    }

    void serve(std::size_t thread) {
        for (int seen = 0;;) {
            wait_while_equal(generation, seen);
            seen = generation.load(std::memory_order_acquire);
            if (closing.load(std::memory_order_relaxed)) return;
            help(thread);
        }
    }
};

thread_pool::thread_pool(std::size_t threads) : team_(std::make_unique<team>()) {
    if (threads == 0) throw std::invalid_argument("thread_pool: threads is 0, expected at least 1");
    if (threads > most_threads)
        throw std::invalid_argument("thread_pool: threads is " + std::to_string(threads) + ", expected at most " +
                                    std::to_string(most_threads));
    team_->threads.reserve(threads - 1);
    for (std::size_t i = 1; i < threads; ++i) try {
            team_->threads.emplace_back([t = team_.get(), i] { t->serve(i); });
        } catch (std::system_error const& refusal) {
            throw std::runtime_error("thread_pool: of " + std::to_string(threads) + " threads the system gave " +
                                     std::to_string(i) + ": " + refusal.code().message());
        }
}

thread_pool::~thread_pool() = default;

std::size_t thread_pool::size() const noexcept { return team_->threads.size() + 1; }

bool thread_pool::inside_a_task() noexcept { return inside_task; }

void thread_pool::run_all(std::size_t tasks, void (*call)(void*, std::size_t, std::size_t), void* context) {
    if (inside_task) {
        for (std::size_t i = 0; i < tasks; ++i) call(context, i, 0);
        return;
    }
    std::lock_guard const turn(team_->one_caller);
    team_->call = call;
    team_->context = context;
    team_->tasks = tasks;
    team_->error = nullptr;
    team_->unfinished.store(static_cast<int>(tasks), std::memory_order_relaxed);
    std::uint64_t const runs = (team_->unclaimed.load(std::memory_order_relaxed) >> 32) + 1;
    team_->unclaimed.store(runs << 32 | tasks, std::memory_order_release);
    team_->generation.fetch_add(1, std::memory_order_release);
    team_->generation.notify_all();
    team_->help(0);
    for (int left = team_->unfinished.load(std::memory_order_acquire); left != 0;
         left = team_->unfinished.load(std::memory_order_acquire))
        wait_while_equal(team_->unfinished, left);
    if (team_->error) std::rethrow_exception(team_->error);
}

std::size_t default_threads() {
    if (char const* text = std::getenv("LAMINA_THREADS"); text != nullptr && *text != '\0') {
        char* end = nullptr;
        long const n = std::strtol(text, &end, 10);
        if (end == text || *end != '\0' || n < 1 || static_cast<std::size_t>(n) > thread_pool::most_threads)
            throw std::invalid_argument("LAMINA_THREADS is \"" + std::string(text) +
                                        "\", expected a number of threads from 1 to " +
                                        std::to_string(thread_pool::most_threads));
        return static_cast<std::size_t>(n);
    }
    return std::clamp(std::size_t{std::thread::hardware_concurrency()}, std::size_t{1}, thread_pool::most_threads);
}

thread_pool& default_pool() {
    static thread_pool pool(default_threads());
    return pool;
}

}  // namespace lamina
