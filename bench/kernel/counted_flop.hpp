#pragma once

/// FLOP counted per point: linear algebra of the layers only, two a multiply-add. Activations, gates, the equation
/// itself and reductions are not counted: they are part of what separates a program from the peak.
struct counted_network {
    double inputs, width, hidden;
    double first_layers = 1;  ///< 3 with the two encoders of `improved_mlp`

    /// Channels that travel through the hidden layers, and those that the equation reads, over all unknowns. A jet of
    /// the inputs has one entry that is neither 0 nor 1, so the first layers cost the same for any number.
    struct channels {
        double hidden, read;
    };
    [[nodiscard]] constexpr double forward(channels c) const {
        return 2 * c.hidden * width * width * (hidden - 1) + 2 * first_layers * inputs * width + 2 * c.read * width;
    }
    /// Adjoints of all layers, and their products with the activations (summed: the gradient; else: J)
    [[nodiscard]] constexpr double reverse(channels c) const {
        return 4 * c.hidden * width * width * (hidden - 1) + 2 * first_layers * inputs * width + 4 * c.read * width;
    }
    [[nodiscard]] constexpr double gradient(channels c) const { return forward(c) + reverse(c); }
};
