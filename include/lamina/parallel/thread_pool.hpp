#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace lamina {

/// A fixed team of threads: the one owner of threads in this library.
///
/// A task is known by its number, not by the thread that happens to run it: who sums by task and adds the sums in
/// their order repeats bit for bit. Threads claim tasks as they become free; one that another process keeps from its
/// core leaves its tasks to the others.
/// Idle threads spin for some microseconds, then sleep: a team that only spins slows down every other thread of
/// the process (a threaded BLAS of the user's, for example) and stalls when another process needs the core.
class thread_pool {
public:
    /// More would only wait for each other.
    static constexpr std::size_t most_threads = 4096;

    /// A team of `threads`, the calling thread being one of them. Throws std::invalid_argument unless there are 1 to
    /// most_threads, and std::runtime_error, with the system's reason, if the system does not give that many.
    explicit thread_pool(std::size_t threads);
    ~thread_pool();
    thread_pool(thread_pool const&) = delete;
    thread_pool& operator=(thread_pool const&) = delete;

    [[nodiscard]] std::size_t size() const noexcept;

    /// True on a thread that runs a task of some pool at this moment.
    [[nodiscard]] static bool inside_a_task() noexcept;

    /// Calls task(i) for i = 0 .. size() - 1, shared out among the threads, and returns when all have returned.
    /// Rethrows the first exception by task number. Callers of one pool take turns; a call from inside a task
    /// runs all i on that thread. Allocates nothing.
    template <class Task>
    void run(Task&& task) {
        run(size(), [&task](std::size_t i, std::size_t) { task(i); });
    }
    /// The same with task(i, thread) for i = 0 .. tasks - 1: no two run at the same time with the same `thread`, a
    /// number less than size(). More tasks than threads even out what keeps some threads from working.
    template <class Task>
    void run(std::size_t tasks, Task&& task) {
        using task_type = std::remove_reference_t<Task>;
        run_all(tasks,
                [](void* context, std::size_t i, std::size_t thread) {
                    (*static_cast<task_type*>(context))(i, thread);
                },
                const_cast<void*>(static_cast<void const*>(std::addressof(task))));
    }

private:
    void run_all(std::size_t tasks, void (*call)(void*, std::size_t, std::size_t), void* context);

    struct team;
    std::unique_ptr<team> team_;
};

/// LAMINA_THREADS if there is that environment variable and it is not empty, else as many as the hardware runs at once.
/// Throws std::invalid_argument for a LAMINA_THREADS that is no number from 1 to most_threads.
std::size_t default_threads();

/// The pool that the library uses when none is given, of `default_threads()`. Made at the first call; throws as both.
thread_pool& default_pool();

/// The part [begin, end) of 0 .. count - 1 that belongs to thread `i` of `threads`.
struct index_range {
    std::size_t begin = 0;
    std::size_t end = 0;
};
constexpr index_range share(std::size_t count, std::size_t i, std::size_t threads) {
    return {count * i / threads, count * (i + 1) / threads};
}

}  // namespace lamina
