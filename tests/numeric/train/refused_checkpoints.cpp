#include "catch.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <lamina/report/npz.hpp>
#include <lamina/train/adam.hpp>
#include <lamina/train/lbfgs.hpp>

#include "../report/scratch_folder.hpp"
#include "small_system.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

TEST_CASE("a checkpoint of another run is refused by what differs, a damaged file too", "[train]") {
    scratch_folder const folder;
    auto const file = folder.path / "run.npz";
    auto system = two_blocks(), other = rosenbrock();
    std::vector<double> const start{2.5, -1.0};
    train(system, start, adam{}, {.iterations = 3}, checkpoint(file, every(1)));
    auto const refused = [&](auto const& why, auto& on, auto const& method, auto const&... parts) {
        CHECK_THROWS_WITH(train(on, start, method, {.iterations = 5}, resume{file}, parts...),
                          Contains("resume: " + file.string() + ": it is of ") && why);
    };
    refused(Contains("the methods adam, expected lbfgs"), system, lbfgs{});
    refused(Contains("the system 2 parameters, u (3 rows), b (2 rows), expected 2 parameters, u (2 rows)"), other,
            adam{});
    refused(Contains("the columns , expected x"), system, adam{}, record("x", [](auto const&) { return 1.0; }));
    refused(
        Contains("the points all at once, expected batches"),
        *std::make_unique<batches>(batches{[&](std::size_t) -> residual_system<double>& { return system; }, &system}),
        adam{});
    auto elsewhere = two_blocks();
    elsewhere.resample(1);
    CHECK_THROWS_WITH(train(elsewhere, start, adam{}, {.iterations = 5}, resume{file}), Contains("it has others now"));
    auto heavier = two_blocks();
    heavier.set_lambda(1, 50);
    refused(Contains("it is of a run with lambda 5 of b, expected 50"), heavier, adam{});
    small_system foreign(2, 5, [](auto t, auto r, auto j) {  // of the same blocks
        for (std::size_t n = 0; n < 5; ++n) r[n] = t[0] + 100.0 * static_cast<double>(n), j[n] = 1, j[5 + n] = 0;
    });
    foreign.begin_condition_at(3, 5.0);
    CHECK_THROWS_WITH(train(foreign, start, adam{}, {.iterations = 5}, resume{file}),
                      Contains("its best parameters have the loss ") && Contains("it is of another equation"));
    // other methods may follow
    CHECK_THAT(
        train(system, start, adam{}, {.iterations = 4}, then(lbfgs{}, {.iterations = 2}), resume{file}).stopped_because,
        Contains("adam: 4 iterations; lbfgs: 2 iterations"));
    train(system, start, adam{}, {.iterations = 3}, then(lbfgs{}, {.iterations = 2}), checkpoint(file, every(1)));
    refused(Contains("a run by 2 methods, expected at most 1"), system, adam{});
    CHECK_THROWS_WITH(
        train(system, start, adam{}, {.iterations = 3}, then(lbfgs{.memory = 3}, {.iterations = 9}), resume{file}),
        Contains("the state holds 40 numbers of steps, expected memory * P = 6"));

    std::string const bytes = folder.get("run.npz");
    for (std::size_t const at : {bytes.size() / 3, bytes.size() / 2}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        folder.put("run.npz", damaged);
        CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, resume{file}), Contains("run.npz"));
    }
    std::vector<std::size_t> taken;  // whatever bit of it is another
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 1 << at % 8);
        std::ofstream(file, std::ios::binary) << damaged;
        try {
            read_checkpoint(file);
            taken.push_back(at);
        } catch (std::invalid_argument const&) {
        }
    }
    CHECK(taken == std::vector<std::size_t>{});
    folder.put("run.npz", bytes.substr(0, bytes.size() - 9));
    CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, resume{file}), Contains("run.npz"));
    folder.put("run.npz", bytes);
    auto arrays = read_checkpoint(file);
    auto const with = [&](char const* name, std::vector<double> const& wrong, std::string const& why) {
        auto changed = arrays;
        changed.at(name) = wrong;
        write_checkpoint(file, changed);
        CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, then(lbfgs{}), resume{file}), Contains(why));
    };
    with("state.theta", {1.0}, "or its parameters are not those of a run");
    with("state.iteration", {-1.0}, "\"state.iteration\" holds -1, expected a count");
    with("history_iteration", {0, NAN, 2}, "\"history_iteration\" holds nan, expected a count");
    with("history_loss", {1.0, 2.0}, "array \"history_loss\" has 2 numbers, expected ");
    with("stage", {7}, "by 8 methods, expected at most 2");
    write_npz(file, {});
    CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, resume{file}),
                      Contains("run.npz: there is no array \"version\""));
    std::filesystem::remove(file);
    CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, resume{file}), Contains("No such file"));
    CHECK_THROWS_WITH(train(system, start, adam{}, {.iterations = 5}, checkpoint("/nowhere/run.npz", every(1))),
                      Contains("cannot write /nowhere/run.npz"));
    CHECK_THROWS_WITH(checkpoint(file, every_seconds{-1}), "checkpoint: every_seconds is -1, expected a number >= 0");
    // a later write that fails is no reason to lose the run
    auto const full =
        train(system, start, adam{}, {.iterations = 5}, checkpoint(file, every(1)), every(1, [&](auto const& now) {
                  if (now.iteration != 2) return;
                  std::filesystem::remove(file);
                  std::filesystem::create_directory(file);
              }));
    CHECK_THAT(full.stopped_because, Contains("5 iterations; the last checkpoint is of an earlier iteration: ") &&
                                         Contains("Is a directory"));
}
