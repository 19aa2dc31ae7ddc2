#include <lamina/diagnose/gradient_histograms.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/diagnose/one_block.hpp>
#include <lamina/report/npz.hpp>
#include <lamina/report/plot.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

gradient_histogram histogram_of(std::span<double const> entries, double widest, std::size_t bins) {
    gradient_histogram out{
        {}, 0, xt::xtensor<double, 1>::from_shape({bins + 1}), xt::xtensor<double, 1>({bins}, 0.0), 0};
    double const width = 2 * widest / static_cast<double>(bins), count = static_cast<double>(entries.size());
    for (std::size_t b = 0; b <= bins; ++b) out.edges[b] = -widest + width * static_cast<double>(b);
    for (double const v : entries) {
        auto const bin = static_cast<std::size_t>((v + widest) / width);
        out.density[std::min(bin, bins - 1)] += 1 / (count * width);
        out.mean_square += v * v / count;
    }
    return out;
}

}  // namespace

std::vector<gradient_histogram> gradient_histograms(residual_system<double>& system, network_layout const& layout,
                                                    std::span<double const> theta, std::size_t bins) {
    if (bins == 0) throw std::invalid_argument("gradient_histograms: there are no bins, expected at least one");
    auto const gradients = block_gradients(system, theta);
    std::vector<gradient_histogram> out;
    std::size_t number = 0;
    for (mlp_layout const& network : layout.networks())
        for (dense_layer const& layer : network.every_layer()) {
            std::size_t const size = layer.biases + layer.outputs - layer.weights;
            double widest = 0;
            for (std::size_t i = 0; i < gradients.shape(0); ++i)
                for (double const v : row_of(gradients, i).subspan(layer.weights, size))
                    widest = std::max(widest, std::abs(v));
            if (widest == 0) widest = 1;
            for (std::size_t i = 0; i < gradients.shape(0); ++i) {
                out.push_back(histogram_of(row_of(gradients, i).subspan(layer.weights, size), widest, bins));
                out.back().block = system.blocks()[i].name, out.back().layer = number;
            }
            ++number;
        }
    return out;
}

void plot(std::filesystem::path const& path, std::vector<gradient_histogram> const& of, std::size_t layer) {
    std::vector<curve> curves;
    for (gradient_histogram const& h : of) {
        if (h.layer != layer) continue;
        std::vector<double> middle;
        for (std::size_t b = 0; b < h.density.size(); ++b) middle.push_back((h.edges[b] + h.edges[b + 1]) / 2);
        curves.push_back({"gradient of the loss of " + h.block, middle, h.density});
    }
    if (curves.empty()) throw std::invalid_argument(fmt::format("gradient_histograms: there is no layer {}", layer));
    plot(path, curves,
         {.title = fmt::format("How the gradient is distributed in layer {}", layer),
          .x_label = "entry of the gradient",
          .y_label = "density",
          .log_y = true});
}

void save(std::filesystem::path const& path, std::vector<gradient_histogram> const& of) {
    std::vector<named_array> arrays;
    for (std::size_t k = 0; k < of.size(); ++k) {
        if (k == 0 || of[k].layer != of[k - 1].layer)
            arrays.emplace_back(fmt::format("edges layer {}", of[k].layer), of[k].edges);
        arrays.emplace_back(fmt::format("{} layer {}", of[k].block, of[k].layer), of[k].density);
    }
    write_npz(path, arrays);
}

}  // namespace lamina
