#include <cmath>
#include <filesystem>
#include <vector>

#include <lamina.hpp>
#include <lamina/report/npz.hpp>

#include "../report/scratch_folder.hpp"
#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto waves = problem(-lap(u) == sin(3 * x), on(boundary, u == 0));

auto model_of_waves() {
    return collocate(waves, interval(0, 2), mlp({6}), points(20));
}

}  // namespace

TEST_CASE("Arrays are recorded at their iterations, row by row, and saved") {
    scratch_folder const folder;
    auto model = model_of_waves();
    array_history spectra("spectrum");
    std::vector<double> first;
    train(model, glorot(model.layout(), 1), adam(), {.iterations = 25},
          every(10, spectra.of([&](auto const& now) {
              auto const found = tangent_kernel(now.system, now.theta).spectrum();
              if (first.empty()) first.assign(found.begin(), found.end());
              return found;
          })));
    CHECK((spectra.iterations() == xt::xtensor<double, 1>{0, 10, 20}));
    auto const values = spectra.values();
    REQUIRE((values.shape(0) == 3 && values.shape(1) == 22));
    for (std::size_t i = 0; i < 22; ++i) CHECK(values(0, i) == first[i]);
    auto const smooth = spectra.rolling_mean(2);
    CHECK(smooth(0, 3) == values(0, 3));
    CHECK(smooth(2, 3) == Approx((values(1, 3) + values(2, 3)) / 2).epsilon(1e-14));
    CHECK_THROWS_WITH(spectra.rolling_mean(0), Contains("expected at least 1"));
    spectra.save(folder.path / "spectra.npz");
    CHECK(read_npz(folder.path / "spectra.npz").at("spectrum")(2, 5) == values(2, 5));
    spectra.save(folder.path / "spectra.csv");
    CHECK_THROWS_WITH(spectra.save(folder.path / "spectra.txt"), Contains("expected .csv or .npz"));
    CHECK_THROWS_WITH(array_history("none").save(folder.path / "none.npz"), Contains("nothing was recorded"));
}

TEST_CASE("Recorded arrays go on where a checkpoint left them, and have one length") {
    scratch_folder const folder;
    auto const run = [&](std::size_t iterations, array_history const& parts, bool resumed) {
        auto model = model_of_waves();
        auto const look = every(10, parts.of([](auto const& now) { return now.block_losses; }));
        if (resumed)
            train(model, glorot(model.layout(), 1), adam(), {.iterations = iterations}, look,
                  resume(folder.path / "state.npz"));
        else
            train(model, glorot(model.layout(), 1), adam(), {.iterations = iterations}, look,
                  checkpoint(folder.path / "state.npz", every(10)));
    };
    array_history whole("parts"), half("parts"), rest("parts");
    run(40, whole, false);
    run(20, half, false);
    run(40, rest, true);
    CHECK((rest.values() == whole.values()));
    CHECK((rest.iterations() == whole.iterations()));

    auto model = model_of_waves();
    array_history growing("growing");
    std::size_t length = 0;
    CHECK_THROWS_WITH(train(model, glorot(model.layout(), 1), adam(), {.iterations = 20},
                            every(10, growing.of([&](auto const&) { return std::vector<double>(++length); }))),
                      Contains("array_history growing: 2 numbers at iteration 10, expected 1"));
}
