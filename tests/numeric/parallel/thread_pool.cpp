#include "../catch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include <lamina/parallel/thread_pool.hpp>

using lamina::thread_pool;

TEST_CASE("A pool runs a task once on each of its threads", "[parallel]") {
    for (std::size_t const threads : {1u, 2u, 5u}) {
        thread_pool pool(threads);
        std::vector<int> calls(threads);
        for (int round = 0; round < 1000; ++round) pool.run([&](std::size_t i) { ++calls[i]; });
        CHECK(calls == std::vector<int>(threads, 1000));
    }
}

TEST_CASE("A pool runs every task once, and no two at a time under one thread's number", "[parallel]") {
    for (std::size_t const threads : {1u, 2u, 5u}) {
        thread_pool pool(threads);
        for (std::size_t const tasks : {0u, 1u, 3u, 40u}) {
            std::vector<int> calls(tasks), busy(threads);
            for (int round = 0; round < 300; ++round)
                pool.run(tasks, [&](std::size_t i, std::size_t thread) {
                    if (busy.at(thread)++ == 0) ++calls[i];
                    --busy[thread];
                });
            CHECK(calls == std::vector<int>(tasks, 300));
        }
    }
}

TEST_CASE("A thread that is late leaves its tasks to the others", "[parallel]") {
    using clock = std::chrono::steady_clock;
    thread_pool pool(2);
    std::vector<std::size_t> ran_by(10, 2);
    std::atomic<int> others{0};
    auto const patience = clock::now() + std::chrono::seconds(30);
    pool.run(ran_by.size(), [&](std::size_t i, std::size_t thread) {
        if (i > 0) ++others;
        while (i == 0 && others < 9 && clock::now() < patience)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ran_by[i] = thread;
    });
    for (std::size_t i = 1; i < ran_by.size(); ++i) CHECK(ran_by[i] == 1 - ran_by[0]);
}

TEST_CASE("A pool wakes up after it has gone to sleep", "[parallel]") {
    thread_pool pool(2);
    int sum = 0;
    for (int round = 0; round < 5; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        int part[2] = {};
        pool.run([&](std::size_t i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2 * i));
            part[i] = 1;
        });
        sum += part[0] + part[1];
    }
    CHECK(sum == 10);
}

TEST_CASE("A pool hands the first exception on and stays usable", "[parallel]") {
    thread_pool pool(3);
    auto const fail = [](std::size_t i) {
        if (i > 0) throw std::runtime_error(i == 1 ? "one" : "two");
    };
    for (int round = 0; round < 100; ++round) CHECK_THROWS_WITH(pool.run(fail), "one");
    int count[3] = {};
    pool.run([&](std::size_t i) { count[i] = 1; });
    CHECK(count[0] + count[1] + count[2] == 3);
}

TEST_CASE("A task may use the pool that it runs on", "[parallel]") {
    thread_pool pool(2);
    int count[2] = {};
    pool.run([&](std::size_t i) { pool.run([&](std::size_t) { ++count[i]; }); });
    CHECK(count[0] == 2);
    CHECK(count[1] == 2);
}

TEST_CASE("A pool of no threads is refused", "[parallel]") {
    CHECK_THROWS_WITH(thread_pool(0), "thread_pool: threads is 0, expected at least 1");
    CHECK_THROWS_WITH(thread_pool(100000), "thread_pool: threads is 100000, expected at most 4096");
}

TEST_CASE("A number of threads that makes no sense is refused by name", "[parallel]") {
    char const* const before = std::getenv("LAMINA_THREADS");
    std::string const kept = before == nullptr ? "" : before;
    for (char const* text : {"100000", "0", "-3", "abc", " ", "2x", "1e3", "99999999999999999999999"}) {
        setenv("LAMINA_THREADS", text, 1);
        CHECK_THROWS_WITH(lamina::default_threads(), "LAMINA_THREADS is \"" + std::string(text) +
                                                         "\", expected a number of threads from 1 to 4096");
    }
    setenv("LAMINA_THREADS", "3", 1);
    CHECK(lamina::default_threads() == 3);
    setenv("LAMINA_THREADS", "", 1);  // as not set
    auto const hardware = lamina::default_threads();
    unsetenv("LAMINA_THREADS");
    CHECK(lamina::default_threads() == hardware);
    CHECK(lamina::default_threads() >= 1);
    if (before != nullptr) setenv("LAMINA_THREADS", kept.c_str(), 1);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LAMINA_SANITIZED
#endif
#endif
#if !defined(LAMINA_SANITIZED) && !defined(__SANITIZE_ADDRESS__)  // sanitizers reserve address space of their own
TEST_CASE("A pool that the system gives too few threads joins those it has and says so", "[parallel]") {
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    rlimit const tight{std::min<rlim_t>(before.rlim_max, rlim_t{1} << 30), before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_AS, &tight) == 0);
    std::string said = "nothing thrown";
    try {
        thread_pool const pool(4000);  // 8 MB of stack each
    } catch (std::runtime_error const& e) {
        said = e.what();
    }
    setrlimit(RLIMIT_AS, &before);
    CHECK_THAT(said, Catch::Matchers::Contains("thread_pool: of 4000 threads the system gave ") &&
                         Catch::Matchers::Contains("Resource temporarily unavailable"));
    int calls = 0;
    thread_pool(1).run([&](std::size_t) { ++calls; });
    CHECK(calls == 1);
}
#endif
