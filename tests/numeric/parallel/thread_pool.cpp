#include "../catch.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

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
}
