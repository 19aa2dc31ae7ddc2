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

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == 1, on(boundary, u == 0));

}  // namespace

TEST_CASE("Histograms of gradients hold all entries of their layer, and one layer has the same bins for every block") {
    auto model = collocate(poisson, box({0, 0}, {1, 1}), mlp({7, 5}), points(30), lambda{3});
    auto const theta = glorot(model.layout(), 1);
    auto const found = gradient_histograms(model.system(), model.layout(), theta, 21);
    REQUIRE(found.size() == 6);
    auto const gradients = block_gradients(model.system(), theta);
    for (std::size_t k = 0; k < 6; ++k) {
        gradient_histogram const& h = found[k];
        CHECK((h.layer == k / 2 && h.block == (k % 2 == 0 ? "u" : "b")));
        double integral = 0;
        for (std::size_t b = 0; b < 21; ++b) integral += h.density[b] * (h.edges[b + 1] - h.edges[b]);
        CHECK(integral == Approx(1).epsilon(1e-12));
        CHECK(h.edges == found[k / 2 * 2].edges);
        dense_layer const& layer = model.layout().networks()[0].every_layer()[k / 2];
        double sum = 0, in_middle = 0;
        std::size_t const end = layer.biases + layer.outputs;
        for (std::size_t p = layer.weights; p < end; ++p) {
            sum += gradients(k % 2, p) * gradients(k % 2, p);
            in_middle += std::abs(gradients(k % 2, p)) < h.edges[11];
        }
        auto const count = static_cast<double>(end - layer.weights);
        CHECK(h.mean_square == Approx(sum / count).epsilon(1e-12));
        CHECK(h.density[10] * (h.edges[11] - h.edges[10]) * count == Approx(in_middle).margin(1e-9));
    }
}

TEST_CASE("They go to npz files and pictures") {
    scratch_folder const folder;
    auto model = collocate(poisson, box({0, 0}, {1, 1}), mlp({7, 5}), points(30));
    auto const found = gradient_histograms(model.system(), model.layout(), glorot(model.layout(), 1));
    save(folder.path / "gradients.npz", found);
    auto const read = read_npz(folder.path / "gradients.npz");
    CHECK(read.size() == 9);
    CHECK(read.at("u layer 2").size() == 101);
    plot(folder.path / "layer.png", found, 1);
    CHECK(std::filesystem::file_size(folder.path / "layer.png") > 1000);
    CHECK_THROWS_WITH(plot(folder.path / "layer.png", found, 3), Contains("there is no layer 3"));
    CHECK_THROWS_WITH(gradient_histograms(model.system(), model.layout(), glorot(model.layout(), 1), 0),
                      Contains("no bins"));
}
