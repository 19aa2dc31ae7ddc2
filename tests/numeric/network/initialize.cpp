#include "../catch.hpp"

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <lamina/network/improved_mlp.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/network/network_layout.hpp>

using namespace lamina;

TEST_CASE("The layout puts each layer's weights before its biases", "[network]") {
    auto const layout = mlp({3, 5}, activation::sin).layout(2, 1);
    REQUIRE(layout.layers().size() == 3);
    CHECK(layout.layers()[1].weights == 9);
    CHECK(layout.layers()[1].biases == 9 + 15);
    CHECK(layout.last_layer_begin() == 29);
    CHECK(layout.parameters() == 29 + 6);
    CHECK(layout.widest() == 5);
}

TEST_CASE("The layout of an improved_mlp begins with its encoders", "[network]") {
    auto const layout = improved_mlp({4, 4, 4}).layout(2, 3);
    REQUIRE(layout.encoders().size() == 2);
    CHECK(layout.encoders()[1].weights == 12);
    CHECK(layout.encoders()[1].biases == 12 + 8);
    CHECK(layout.hidden_layers() == 3);
    CHECK(layout.layers()[0].weights == 24);
    CHECK(layout.layers()[1].weights == 36);
    CHECK(layout.last_layer_begin() == 36 + 2 * 20);
    CHECK(layout.parameters() == 36 + 2 * 20 + 15);
    auto const plain = glorot(layout, 1), scaled = glorot(layout, 1, {.first_layer_scale = 100});
    for (std::size_t i = 0; i < plain.size(); ++i)
        CHECK(scaled[i] == Approx((i < 36 ? 100 : 1) * plain[i]).epsilon(1e-12));
}

TEST_CASE("The weight matrices of a layout are those of its layers, without biases and encoders", "[network]") {
    network_layout const both({mlp({3}).layout(2, 1), mlp({2, 2}).layout(2, 1)});
    auto const of_both = both.weight_matrices();
    std::vector<std::pair<std::size_t, std::size_t>> const known{{0, 6}, {9, 12}, {13, 17}, {19, 23}, {25, 27}};
    REQUIRE(of_both.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i)
        CHECK(std::pair(of_both[i].begin, of_both[i].end) == known[i]);
    auto const gated = network_layout(improved_mlp({4, 4}).layout(2, 1)).weight_matrices();
    REQUIRE(gated.size() == 3);
    CHECK(gated[0].begin == 24);
    CHECK(gated[2].end == 24 + 12 + 20 + 4);
}

TEST_CASE("A width of zero is refused", "[network]") {
    CHECK_THROWS_WITH(mlp({3, 0}).layout(2, 1), "mlp: hidden[1] is 0, expected at least 1");
    int const minus = -1;
    CHECK_THROWS_WITH(mlp({3, static_cast<std::size_t>(minus)}).layout(2, 1),
                      "mlp: hidden[1] is -1, expected at least 1");
    CHECK_THROWS_WITH(mlp({3}).layout(0, 1), "mlp: inputs is 0, expected at least 1");
    CHECK_THROWS_WITH(mlp({3}).layout(1, 0), "mlp: outputs is 0, expected at least 1");
}

TEST_CASE("Glorot weights are uniform within their bound, biases random, the last bias zero", "[network]") {
    auto const layout = mlp({60, 40}).layout(2, 1);
    auto const theta = glorot(layout, 3);
    for (std::size_t l = 0; l < 3; ++l) {
        auto const& layer = layout.layers()[l];
        double const bound = std::sqrt(6.0 / static_cast<double>(layer.inputs + layer.outputs));
        double highest = 0, squares = 0;
        for (std::size_t i = layer.weights; i < layer.biases; ++i) {
            highest = std::max(highest, std::abs(theta[i]));
            squares += theta[i] * theta[i] / static_cast<double>(layer.biases - layer.weights);
        }
        CHECK(highest <= bound);
        CHECK(squares == Approx(bound * bound / 3).epsilon(l == 1 ? 0.05 : 0.5));
        CHECK((theta[layer.biases] != 0) == (l < 2));
    }
    CHECK(theta == glorot(layout, 3));
    CHECK(theta != glorot(layout, 4));
}

TEST_CASE("Random numbers are the same on every platform", "[network]") {
    // mt19937_64 with seed 1 begins with 2469588189546311528: by the recurrence, not by this library
    auto const theta = glorot(mlp({1}).layout(1, 1), 1);
    CHECK(theta[0] ==
          Approx(std::sqrt(3.0) * (2 * (2469588189546311528.0 / 18446744073709551616.0) - 1)).epsilon(1e-12));
}

TEST_CASE("The first layer's scale and sigma scale", "[network]") {
    auto const layout = mlp({4, 4}).layout(1, 1);
    auto const plain = glorot(layout, 1), scaled = glorot(layout, 1, {.first_layer_scale = 100});
    CHECK(scaled[0] == Approx(100 * plain[0]).epsilon(1e-12));
    CHECK(scaled[5] == Approx(100 * plain[5]).epsilon(1e-12));
    CHECK(scaled[8] == plain[8]);
    auto const narrow = gaussian(layout, 1, 1.0), wide = gaussian(layout, 1, 2.0);
    CHECK(wide[9] == Approx(2 * narrow[9]).epsilon(1e-12));
    CHECK_THROWS_AS(gaussian(layout, 1, -1.0), std::invalid_argument);
    CHECK_THROWS_AS(glorot(layout, 1, {.bias_scale = NAN}), std::invalid_argument);
}

TEST_CASE("Normal weights have the variance asked for", "[network]") {
    auto const layout = mlp({100, 100}).layout(1, 1);
    auto const theta = gaussian(layout, 5, 1.5);
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < 10000; ++i) {
        sum += theta[layout.layers()[1].weights + i];
        squares += std::pow(theta[layout.layers()[1].weights + i], 2);
    }
    CHECK(sum / 10000 == Approx(0).margin(0.006));
    CHECK(squares / 10000 == Approx(1.5 * 1.5 / 100).epsilon(0.05));
}
