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

/// lap u + k^2 u - q at interior points, u at boundary points, u a network 2-50-50-50-50-1 with tanh:
/// L = sum over the two of lambda / N * sum of squares / 2, and dL/dtheta. theta: layer by layer W (out x in,
/// row-major), then b.
///
/// Interior panels hold one register of points with the channels u, u_x, u_y, lap u; boundary panels four registers
/// of points: the dense kernels see four columns of either. A block of panels stays in the L2 cache; adjoints take
/// the place of the activations, from which alone they are computed: tanh' = 1 - tanh^2.
template <class Real>
class helmholtz {
public:
    static constexpr std::size_t width = 50, hidden = 4, inputs = 2;
    static constexpr std::size_t parameters = width * (inputs + 1) + (hidden - 1) * width * (width + 1) + width + 1;

    struct points {
        std::span<double const> x, y;
        double lambda = 1;
    };

    helmholtz(points const& inside, std::span<double const> q, double k_squared, points const& boundary,
              std::size_t threads);

    double loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient);

private:
    using V = lanes<Real>;
    static constexpr std::size_t columns = 4, row = columns * L<Real>, tiles = width / tile;
    static constexpr std::size_t block_panels = 16;
    using jets = unit_tiles<Real, width, columns>;

    /// theta of layer l: its weights, its biases.
    static constexpr std::size_t weights_of(std::size_t l) {
        return l == 0 ? 0 : 3 * width + (l - 1) * width * (width + 1);
    }
    static constexpr std::size_t biases_of(std::size_t l) {
        return weights_of(l) + (l == 0 ? 2 * width : l == hidden ? width : width * width);
    }
    /// Where in share::sums the biases of hidden layer 1 .. 3 begin, and the weights of the last layer.
    static constexpr std::size_t bias_sum(std::size_t l) { return (2 + l) * width; }
    static constexpr std::size_t last_sum = 6 * width, sum_count = last_sum + width + 1;

    struct share {
        std::size_t first_inside, inside, first_boundary, boundary;  // panels
        std::size_t block, capacity;  // panels that pass through all layers at a time, and room for them
        aligned<Real> activations[hidden];
        aligned<Real> weights;  ///< [hidden - 1] tiles of dL/dW
        aligned<Real> sums;     ///< [unit][lane] each: x-, y-weights and bias of the first layer, the biases of the
                                ///< others, the weights of the last and its bias
        double loss;
    };

    void work(share& mine, Real const* theta);
    template <bool Inside>
    void forward(share& mine, Real const* theta, std::size_t panel, std::size_t at);
    template <bool Inside>
    void last_layer(share& mine, Real const* theta, std::size_t panel, std::size_t at);
    template <bool Inside>
    void backward(share& mine, Real const* theta, std::size_t l, std::size_t panel, std::size_t at);
    template <bool Inside>
    static void through_tanh(V const* a, Real* h, V* b);
    void collect(Real* gradient, std::size_t thread);

    two_threads team_;
    std::vector<share> shares_;
    aligned<Real> inside_;    ///< [panel][x, y, q, lambda / N or 0][lane]
    aligned<Real> boundary_;  ///< [panel][x, y, lambda / N or 0][column][lane]
    Real k_squared_;
    vector_tanh<Real> tanh_;
};

}  // namespace by_hand
