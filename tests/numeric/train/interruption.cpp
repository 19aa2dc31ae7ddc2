#include "catch.hpp"

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <lamina/train/adam.hpp>
#include <lamina/train/lbfgs.hpp>

#include "small_system.hpp"

using namespace lamina;

namespace {

std::vector<double> const valley{-1.2, 1.0};
int handled = 0;
void note(int signal) {
    handled = signal;
}

/// Raises a signal at iteration 3.
auto raise_at_3(int signal) {
    return every(1, [signal](auto const& now) {
        if (now.iteration == 3) std::raise(signal);
    });
}

/// How a process ends that does `work`
template <class Work>
int status_of(Work const& work) {
    pid_t const process = fork();
    if (process == 0) {
        for (int const signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);  // not Catch's
        work();
        _exit(0);
    }
    int status = 0;
    waitpid(process, &status, 0);
    return status;
}

}  // namespace

TEST_CASE("SIGINT and SIGTERM end training with the best so far, and the handlers of before come back", "[train]") {
    auto system = rosenbrock();
    for (auto const& [signal, name] : {std::pair{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}}) {
        auto const before = std::signal(signal, note);
        handled = 0;
        auto const f = train(system, valley, adam{}, {.iterations = 50}, then(lbfgs{}), raise_at_3(signal));
        CHECK(f.stopped_because == std::string("adam: ") + name + "; theta is the best so far");
        CHECK(f.history.size() == 4);
        CHECK(f.loss == f.history.back().loss);
        CHECK(handled == 0);
        std::raise(signal);  // is the program's again
        CHECK(handled == signal);
        // the next run knows nothing of it
        CHECK(train(system, valley, adam{}, {.iterations = 5}).stopped_because == "5 iterations");
        // who does not want this
        handled = 0;
        auto const through = train(system, valley, adam{}, {.iterations = 5, .signals = false}, raise_at_3(signal));
        CHECK(through.stopped_because == "5 iterations");
        CHECK(handled == signal);
        // what the program ignores stays ignored
        std::signal(signal, SIG_IGN);
        CHECK(train(system, valley, adam{}, {.iterations = 5}, raise_at_3(signal)).stopped_because == "5 iterations");
        // a run inside another: both end
        std::signal(signal, note);
        auto const outer = train(system, valley, adam{}, {.iterations = 50}, every(10, [&](auto const&) {
                                     auto inner = rosenbrock();
                                     train(inner, valley, adam{}, {.iterations = 9}, raise_at_3(signal));
                                 }));
        CHECK(outer.history.size() == 1);
        std::signal(signal, before);
    }
}

TEST_CASE("a second signal ends the program, and so does one that no method takes", "[train]") {
    auto const twice = status_of([] {
        auto system = rosenbrock();
        train(system, valley, adam{}, {.iterations = 50}, every(1, [](auto const&) {
                  std::raise(SIGINT);
                  std::raise(SIGTERM);
              }));
    });
    REQUIRE(WIFSIGNALED(twice));
    CHECK(WTERMSIG(twice) == SIGTERM);
    auto const late = status_of([] {
        auto system = rosenbrock();
        train(system, valley, adam{}, {.iterations = 2}, then(lbfgs{}, {.iterations = 9, .signals = false}),
              raise_at_3(SIGTERM));
    });
    REQUIRE(WIFSIGNALED(late));
    CHECK(WTERMSIG(late) == SIGTERM);
}
