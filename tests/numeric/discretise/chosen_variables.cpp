#include "../catch.hpp"

#include <lamina/rows/chosen_variables.hpp>

#include "kernel_case.hpp"

using namespace example;
using Catch::Contains;

namespace {

/// Two unknowns with the derivatives of both in x_0 and x_1: variable 3 k + c is channel c of unknown k.
lamina::graph::term_plan slopes_of_two() {
    lamina::graph::term_plan plan;
    plan.unknowns = 2;
    for (int const order : {0, 1, 1})
        plan.channel[static_cast<std::size_t>(plan.channel_count)] = {
            1, false, {{{1, -1, {order, {plan.channel_count == 2 ? 1 : 0}}}}}}, ++plan.channel_count;
    return plan;
}

}  // namespace

TEST_CASE("Channels of unknowns are evaluated at points, with their Jacobian", "[kernel]") {
    oracle::network const u{{2, 9, 2}, false};
    auto const theta = parameters(u);
    auto const x = scattered_points(21, 2);
    auto const [functions, constants] =
        lamina::choose_variables<double>(slopes_of_two(), std::vector<std::size_t>{5, 0});
    std::vector<double> jets;  // (inputs, channels, points)
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            for (auto const& p : x) jets.push_back(c == 0 ? p[i] : c == i + 1 ? 1.0 : 0.0);
    std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
    parts.push_back(std::make_unique<lamina::residual_part<double>>(
        functions, std::vector<std::string>{"v_y", "u"}, lamina::point_data{x.size(), 2, jets}, constants));
    lamina::thread_pool pool(2);
    auto const system = system_of<double>(u, pool, std::move(parts));
    std::vector<double> values(42);
    system->residual(theta, values);
    for (std::size_t p = 0; p < 21; ++p) {
        CHECK(values[p] == Approx(oracle::derivative(u, complexified(theta), x[p], 1, 1).real()).epsilon(1e-12));
        CHECK(values[21 + p] == Approx(oracle::derivative(u, complexified(theta), x[p], 0).real()).epsilon(1e-12));
    }
    // J^T w by a complex step of the network's own derivative along w
    std::vector<double> along(theta.size()), product(42);
    for (std::size_t q = 0; q < along.size(); ++q) along[q] = std::cos(1.3 * static_cast<double>(q));
    system->jacobian_times(theta, along, product);
    auto turned = complexified(theta);
    for (std::size_t q = 0; q < along.size(); ++q) turned[q] += complex(0, 1e-30 * along[q]);
    for (std::size_t p = 0; p < 21; ++p)
        CHECK(product[p] == Approx(oracle::derivative(u, turned, x[p], 1, 1).imag() / 1e-30).epsilon(1e-11));
}

TEST_CASE("A variable that is not there is refused", "[kernel]") {
    CHECK_THROWS_WITH(lamina::choose_variables<double>(slopes_of_two(), std::vector<std::size_t>{6}),
                      Contains("number 6, expected less than 6"));
}
