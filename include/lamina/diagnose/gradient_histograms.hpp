#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/network/network_layout.hpp>
#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// How the entries of the gradient of one block of the loss are distributed over the weights and biases of one layer
struct gradient_histogram {
    std::string block;
    std::size_t layer;               ///< 0, 1, ...: encoders, hidden layers, the output layer, network after network
    xt::xtensor<double, 1> edges;    ///< of equal bins from -w to w, shape (bins + 1,)
    xt::xtensor<double, 1> density;  ///< its integral is the share of the entries within, shape (bins,)
    double mean_square;              ///< its root is how wide the distribution is
};

/// Of every block (with its lambda_i) and layer at theta, shape (P,); w is the largest entry of that layer's gradients
/// of all blocks, so that those of one layer can be laid over each other (Wang, Teng, Perdikaris 2021, figures 2, 3,
/// 7). Throws std::invalid_argument for no bins and a theta that has not P entries. Cost: a pull-back for each block.
std::vector<gradient_histogram> gradient_histograms(residual_system<double>& system, network_layout const& layout,
                                                    std::span<double const> theta, std::size_t bins = 101);

/// The histograms of one layer laid over each other, a curve for each block, as a picture (plot.hpp)
void plot(std::filesystem::path const& path, std::vector<gradient_histogram> const& of, std::size_t layer);
/// All of them in one .npz file: "edges layer k", "block layer k". Throws as `write_npz`.
void save(std::filesystem::path const& path, std::vector<gradient_histogram> const& of);

}  // namespace lamina
