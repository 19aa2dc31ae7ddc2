#include "catch.hpp"

#include <thread>
#include <vector>

#include <lamina/linear_algebra/blas_threads.hpp>
#include <lamina/linear_algebra/dense.hpp>
#include <lamina/parallel/thread_pool.hpp>

extern "C" {
void openblas_set_num_threads(int);
int openblas_get_num_threads(void);
}

using namespace lamina;
using linear_algebra::blas_threads;

namespace {

/// Sets the count for one test and puts it back.
struct found_count {
    int before = openblas_get_num_threads();
    explicit found_count(int count) { openblas_set_num_threads(count); }
    ~found_count() { openblas_set_num_threads(before); }
};

}  // namespace

TEST_CASE("BLAS works on the threads of the pool, and its count is left as it was found", "[linear_algebra]") {
    auto const pool = static_cast<int>(default_pool().size());
    for (int const before : {1, 2, 3}) {
        found_count const here(before);
        {
            blas_threads const outer;
            CHECK(openblas_get_num_threads() == pool);
            {
                blas_threads const inner;
                CHECK(openblas_get_num_threads() == pool);
            }
            CHECK(openblas_get_num_threads() == pool);
        }
        CHECK(openblas_get_num_threads() == before);
    }
}

TEST_CASE("inside a task of a pool BLAS works on one thread", "[linear_algebra]") {
    found_count const here(3);
    thread_pool pool(2);
    CHECK_FALSE(thread_pool::inside_a_task());
    int seen[2] = {};
    pool.run([&](std::size_t i) {
        if (i == 0) return;
        blas_threads const scope;
        seen[i] = openblas_get_num_threads();
    });
    CHECK(seen[1] == 1);
    CHECK(openblas_get_num_threads() == 3);
}

TEST_CASE("calls from many threads, some of which throw, leave the count as found", "[linear_algebra]") {
    found_count const here(3);
    std::vector<std::thread> callers;
    std::vector<int> wrong(4);
    for (std::size_t c = 0; c < wrong.size(); ++c)
        callers.emplace_back([&, c] {
            std::vector<double> const a{1, 2, 3, 4};
            for (int round = 0; round < 200; ++round) {
                std::vector<double> g(4);
                linear_algebra::gram_of_rows(a, 2, 2, g);
                wrong[c] += g[0] != 5 || g[2] != 11 || g[3] != 25;
                try {
                    linear_algebra::gram_of_rows(a, 2, 3, g);
                    ++wrong[c];
                } catch (std::invalid_argument const&) {
                }
            }
        });
    for (auto& caller : callers) caller.join();
    CHECK(wrong == std::vector<int>(4));
    CHECK(openblas_get_num_threads() == 3);
}
