#include "catch.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lamina/report/npz.hpp>
#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/spring.hpp>

#include "../report/scratch_folder.hpp"
#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

struct killed {};
struct by_batches : adam {};
struct one_after_another {};

/// A valley in eleven dimensions, an odd number: nothing is over after some dozens of steps.
small_system long_valley() {
    constexpr std::size_t p = 11, n = 2 * (p - 1);
    return {p, n, [](auto t, auto r, auto j) {
                for (double& entry : j) entry = 0;
                for (std::size_t k = 0; k + 1 < p; ++k) {
                    r[2 * k] = 10 * (t[k + 1] - t[k] * t[k]), r[2 * k + 1] = 1 - t[k];
                    j[k * n + 2 * k] = -20 * t[k], j[(k + 1) * n + 2 * k] = 10, j[k * n + 2 * k + 1] = -1;
                }
            }};
}

/// What a monitor remembers is saved too.
struct sums {
    double total = 0;
    void operator()(training_view const& now) { total += now.loss; }
    void describe(state_fields& to) { to("total", total); }
};

constexpr std::size_t all = 37;

template <class Method, class... Parts>
fit run(std::size_t iterations, Parts const&... parts) {
    auto system = long_valley(), other = long_valley(), never = long_valley();
    other.resample(1);
    std::vector<double> start(system.parameters());
    for (std::size_t k = 0; k < start.size(); ++k) start[k] = k % 2 == 0 ? -1.2 : 1.0;
    auto const reweigh = every(1, [](auto const& now) {
        if (now.iteration == 8) now.set_lambda("u", 2);
        if (now.iteration == 11) now.resample(3);
    });
    stop const when{.iterations = iterations};
    batches const from{[&](std::size_t k) -> residual_system<double>& { return k % 2 == 0 ? system : other; }, &never};
    if constexpr (std::is_same_v<Method, by_batches>)
        return train(from, start, adam{.look_every = 3}, when, every(5, sums{}), parts...);
    else if constexpr (std::is_same_v<Method, spring>)
        return train(from, start, spring{}, when, parts...);
    else if constexpr (std::is_same_v<Method, one_after_another>)
        return train(system, start, adam{.rate = warm_up(3, 0.01)}, {.iterations = 9},
                     then(lbfgs{.memory = 4}, {.iterations = 15}), then(gauss_newton_cg{}, {.iterations = 4}),
                     then(levenberg_marquardt{}, {.iterations = iterations - 28}), reweigh, parts...);
    else if constexpr (std::is_same_v<Method, lbfgs>)
        return train(system, start, lbfgs{.memory = 7}, when, reweigh,
                     record("x", [](auto const& now) { return now.theta[0]; }), parts...);
    else
        return train(system, start, Method{}, when, reweigh, every(1, sums{}), parts...);
}

void check_same(fit const& a, fit const& b) {
    CHECK(a.theta == b.theta);
    CHECK(a.loss == b.loss);
    CHECK(a.stopped_because == b.stopped_because);
    REQUIRE(a.history.size() == b.history.size());
    for (std::size_t k = 0; k < a.history.size(); ++k) {
        CHECK(a.history[k].iteration == b.history[k].iteration);
        CHECK(a.history[k].loss == b.history[k].loss);
        CHECK(a.history[k].block_losses == b.history[k].block_losses);
        CHECK(a.history[k].recorded == b.history[k].recorded);
        if (k > 0) CHECK(a.history[k].seconds >= a.history[k - 1].seconds);
    }
}

auto killed_at(std::size_t iteration) {
    return every(1, [iteration](auto const& now) {
        if (now.iteration == iteration) throw killed{};
    });
}

constexpr char const *in_child = "LAMINA_TEST_CHECKPOINT", *pause_in_write = "LAMINA_TEST_PAUSE";

/// The test "in another process" for a file, in another process: it goes on with the run of that file
class child {
public:
    child(std::filesystem::path const& file, std::string const& method, std::string const& pause) : file_(file) {
        std::string const variable = std::string(in_child) + "=" + file.string(),
                          slow = std::string(pause_in_write) + "=" + pause, test = "in another process - " + method;
        std::vector<char*> environment{const_cast<char*>(variable.c_str()), const_cast<char*>(slow.c_str())};
        for (char** e = environ; *e != nullptr; ++e) environment.push_back(*e);
        environment.push_back(nullptr);
        char const* arguments[] = {"child", test.c_str(), "-o", "/dev/null", nullptr};
        REQUIRE(posix_spawn(&pid_, "/proc/self/exe", nullptr, nullptr, const_cast<char**>(arguments),
                            environment.data()) == 0);
    }
    [[nodiscard]] bool is_in_a_write() const {
        for (auto const& entry : std::filesystem::directory_iterator(file_.parent_path()))
            if (entry.path().string().find(".unfinished-" + std::to_string(pid_) + "-") != std::string::npos)
                return true;
        return false;
    }
    /// Whether it has ended by itself
    bool is_over() { return over_ = over_ || waitpid(pid_, &status_, WNOHANG) == pid_; }
    /// Ends it at once; true if it had not ended by itself
    bool end() {
        kill(pid_, SIGKILL);
        wait();
        return WIFSIGNALED(status_);
    }
    /// How it ended
    int wait() {
        if (!over_) waitpid(pid_, &status_, 0);
        over_ = true;
        return status_;
    }

private:
    std::filesystem::path file_;
    pid_t pid_ = 0;
    int status_ = 0;
    bool over_ = false;
};

}  // namespace

/// What report/whole_file.hpp calls before a new file gets its name. What a process has written outlives it without, so
/// that the tests need not wait for a disk; in a child it takes a while, for a signal to come in between.
extern "C" int fsync(int) {
    if (char const* pause = std::getenv(pause_in_write)) usleep(static_cast<useconds_t>(std::atoi(pause)));
    return 0;
}

TEMPLATE_TEST_CASE("a run that is killed and resumed ends as the one that is not", "[train]", adam, by_batches, spring,
                   lbfgs, levenberg_marquardt, gauss_newton_cg, one_after_another) {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const whole = run<TestType>(all, killed_at(1000));
    REQUIRE(whole.history.size() > 20);
    for (std::size_t const n : {1, 4}) {
        std::filesystem::remove(file);
        resume const on{file, false};
        for (std::size_t const at : {2, 9, 12, 26, 30}) try {
                run<TestType>(all, checkpoint(file, every(static_cast<std::ptrdiff_t>(n))), on, killed_at(at));
            } catch (killed) {
            }
        check_same(run<TestType>(all, checkpoint(file, every(static_cast<std::ptrdiff_t>(n))), on, killed_at(1000)),
                   whole);
    }
    // a run that has ended is ended where it is resumed, and goes on where its limit is wider
    check_same(run<TestType>(all, resume{file}, killed_at(1000)), whole);
    auto const longer = run<TestType>(all + 5, resume{file}, killed_at(1000)),
               at_once = run<TestType>(all + 5, killed_at(1000));
    check_same(longer, at_once);
}

TEMPLATE_TEST_CASE("in another process", "[.child]", by_batches, lbfgs, levenberg_marquardt, spring,
                   one_after_another) {
    char const* file = std::getenv(in_child);
    if (file == nullptr) return;
    run<TestType>(all, checkpoint(file, every(1)), resume{file, false},
                  every(1, [](auto const&) { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }));
}

TEST_CASE("runs that SIGKILL ends at any instant, in a write too, end as those that nothing ends", "[train]") {
    std::mt19937 random(7);
    std::size_t killed = 0, killed_in_a_write = 0;
    auto const check = [&]<class Method>(std::type_identity<Method>, std::string const& name) {
        scratch_folder const folder;
        auto const file = folder.path / "run.npz";
        std::size_t before = 0;
        for (int k = 0; k < 5 && before < all; ++k) {
            bool const in_a_write = k % 2 == 0;
            child one(file, name, in_a_write ? "8000" : "0");
            auto const its_time = [&] { return in_a_write ? one.is_in_a_write() : std::filesystem::exists(file); };
            while (!its_time() && !one.is_over()) std::this_thread::sleep_for(std::chrono::microseconds(100));
            // in its first write of this time or not long after, perhaps in a later one
            std::this_thread::sleep_for(
                std::chrono::microseconds(in_a_write && k > 0 ? random() % 20000 : random() % 4000));
            killed += one.end();
            killed_in_a_write += one.is_in_a_write();  // which it has left unfinished
            auto const reached = std::filesystem::exists(file) ? read_npz(file).at("history_iteration").size() : 0;
            CHECK(reached >= before);
            before = reached;
        }
        child last(file, name, "0");
        CHECK(last.wait() == 0);
        check_same(run<Method>(all, resume{file}, killed_at(1000)), run<Method>(all, killed_at(1000)));
        CHECK(folder.names() == std::vector<std::string>{"run.npz"});  // and what the killed left is gone
    };
    // 25 kills, most of 15 of them in a write; LAMINA_TEST_ROUNDS times as many for a bench
    char const* rounds = std::getenv("LAMINA_TEST_ROUNDS");
    for (int k = rounds != nullptr ? std::atoi(rounds) : 1; k > 0; --k) {
        check(std::type_identity<by_batches>(), "by_batches");
        check(std::type_identity<lbfgs>(), "lbfgs");
        check(std::type_identity<levenberg_marquardt>(), "levenberg_marquardt");
        check(std::type_identity<spring>(), "spring");
        check(std::type_identity<one_after_another>(), "one_after_another");
    }
    CHECK(killed > 12);
    CHECK(killed_in_a_write > 6);
}

TEST_CASE("what a signal ends can be resumed where it ended, and its time counts", "[train]") {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto const signalled = run<lbfgs>(all, checkpoint(file, every_seconds(1000)), every(1, [](auto const& now) {
                                          std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                          if (now.iteration == 20) std::raise(SIGINT);
                                      }));
    CHECK(signalled.history.size() == 21);
    check_same(run<lbfgs>(all, resume(file)), run<lbfgs>(all));
    auto system = two_blocks();
    std::vector<double> const start{2.5, -1.0};
    auto const slow = every(1, [](auto const&) { std::this_thread::sleep_for(std::chrono::milliseconds(5)); });
    train(system, start, adam{}, {.iterations = 4}, checkpoint(file, every(1)), slow);
    auto const late = train(system, start, adam{}, {.iterations = 100, .seconds = 0.015}, resume(file), slow);
    CHECK(late.stopped_because == "0.015 seconds");
    CHECK(late.history.size() == 5);
}
