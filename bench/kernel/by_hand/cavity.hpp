#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "aligned.hpp"
#include "lanes.hpp"
#include "tanh.hpp"
#include "two_threads.hpp"
#include "unit_tiles.hpp"

namespace by_hand {

/// v . grad v + grad p - lap(v) / Re at points of the plane, v = (psi_y, -psi_x), one network 2-50-50-50-50-2 with
/// tanh for psi and p: L = lambda / N * (sum of both components' squares) / 2, and dL/dtheta. theta: layer by layer
/// W (out x in, row-major), then b.
///
/// Channels: value, x, y, xx, xy, yy, (lap)_x, (lap)_y, one register of points each. A change dz of a unit's input
/// changes its output by the function s dz, s = tanh'(z) = 1 - h^2: the reverse pass is the transpose of multiplying
/// jets by the jet of s, which follows from that of h. So adjoints can take the place of the activations.
template <class Real>
class cavity {
public:
    static constexpr std::size_t width = 50, hidden = 4, inputs = 2, outputs = 2;
    static constexpr std::size_t parameters =
        width * (inputs + 1) + (hidden - 1) * width * (width + 1) + outputs * (width + 1);

    cavity(std::span<double const> x, std::span<double const> y, double reynolds, double lambda, std::size_t threads);

    double loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient);

private:
    using V = lanes<Real>;
    static constexpr std::size_t columns = 8, row = columns * L<Real>, tiles = width / tile;
    static constexpr std::size_t block_panels = 8;
    using jets = unit_tiles<Real, width, columns>;

    struct share {
        std::size_t first, panels;    // of all panels
        std::size_t block, capacity;  // panels that pass through all layers at a time, and room for them
        aligned<Real> activations[hidden];
        aligned<Real> weights;  ///< [hidden - 1] tiles of dL/dW
        aligned<Real> sums;     ///< [unit][lane] each: x-, y-weights and bias of the first layer, the biases of the
                                ///< others, the weights of psi and p
        double loss;
    };

    void work(share& mine, Real const* theta);
    void forward(share& mine, Real const* theta, std::size_t panel, std::size_t at);
    void last_layer(share& mine, Real const* theta, std::size_t panel, std::size_t at);
    void backward(share& mine, Real const* theta, std::size_t l, std::size_t panel, std::size_t at);
    template <bool ValueUsed>
    static void through_tanh(V const* a, Real const* h, V* b);
    void collect(Real* gradient, std::size_t thread);

    two_threads team_;
    std::vector<share> shares_;
    aligned<Real> points_;  ///< [panel][x, y, lambda / N or 0][lane]
    Real inverse_reynolds_;
    vector_tanh<Real> tanh_;
};

}  // namespace by_hand
