#include "../catch.hpp"

#include <lamina/rows/channel_value.hpp>

#include "kernel_case.hpp"

using namespace example;

namespace {

/// The second unknown's derivative in x_1.
using slope_channels = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>>;
struct second_slope : lamina::channel_value<slope_channels, 2, 1, 2> {
    static constexpr int dimension = 2;
    static double table(int, point const&) { return 0; }
    static double weight(int, point const&) { return 0; }
    static std::vector<double> constant_values() { return {}; }
};

}  // namespace

TEST_CASE("A channel of an unknown is evaluated at points", "[kernel]") {
    oracle::network const u{{2, 9, 2}, false};
    auto const theta = parameters(u);
    auto const x = scattered_points(21, 2);
    lamina::thread_pool pool(2);
    std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
    parts.push_back(part<second_slope, double>(x));
    auto const system = system_of<double>(u, pool, std::move(parts));
    std::vector<double> values(21);
    system->residual(theta, values);
    for (std::size_t p = 0; p < 21; ++p)
        CHECK(values[p] == Approx(oracle::derivative(u, complexified(theta), x[p], 1, 1).real()).epsilon(1e-12));
}
