#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/activation_choice.hpp>

namespace lamina {

/// Where a dense layer z = W h + b lies in theta: W at `weights`, shape (outputs, inputs), row-major,
/// then b at `biases`, shape (outputs,). `units_before`: outputs of the hidden layers before it, those of encoders
/// coming behind all others.
struct dense_layer {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t weights = 0;
    std::size_t biases = 0;
    std::size_t units_before = 0;
};

/// The layers of u_theta = W_L phi(... phi(W_1 h + b_1) ...) + b_L in the flat vector theta, shape (P,), after the
/// encoders of an `improved_mlp`.
class mlp_layout {
public:
    mlp_layout() = default;
    /// Throws std::invalid_argument if any width is 0.
    mlp_layout(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs);

    /// Two encoders of the inputs first, as wide as the hidden layers. Throws std::invalid_argument if any width is 0,
    /// if there are less than two hidden layers, or if their widths differ.
    static mlp_layout with_encoders(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs);

    [[nodiscard]] std::size_t inputs() const { return layers_.front().inputs; }
    /// Which of the inputs at a point is the first that it reads: 0 unless it has a share of its own.
    [[nodiscard]] std::size_t first_input() const { return first_input_; }
    [[nodiscard]] mlp_layout reading_from(std::size_t first) const;
    [[nodiscard]] std::size_t outputs() const { return layers_.back().outputs; }
    /// The hidden layers and, last, the linear output layer.
    [[nodiscard]] std::span<dense_layer const> layers() const {
        return {layers_.data() + encoders_, layers_.size() - encoders_};
    }
    [[nodiscard]] std::size_t hidden_layers() const { return layers_.size() - 1 - encoders_; }
    /// The layers beside the first hidden one that read the inputs: none or two.
    [[nodiscard]] std::span<dense_layer const> encoders() const { return {layers_.data(), encoders_}; }
    /// The encoders and the first of `layers`.
    [[nodiscard]] std::span<dense_layer const> input_layers() const { return {layers_.data(), encoders_ + 1}; }
    /// In the order of theta: encoders, hidden layers, output layer.
    [[nodiscard]] std::span<dense_layer const> every_layer() const { return {layers_.data(), layers_.size()}; }
    /// P, without what stands in theta before.
    [[nodiscard]] std::size_t parameters() const { return end() - layers_.front().weights; }
    /// Where in theta the parameters end.
    [[nodiscard]] std::size_t end() const { return layers_.back().biases + layers_.back().outputs; }
    /// That of the hidden layers and encoders: tanh unless chosen.
    [[nodiscard]] activation_choice const& activation() const { return activation_; }
    [[nodiscard]] mlp_layout activated_by(activation_choice const& activation) const;
    /// Lets the parameters begin there.
    void move_to(std::size_t begin);
    /// The first parameter of the output layer.
    [[nodiscard]] std::size_t last_layer_begin() const { return layers_.back().weights; }
    /// The largest hidden width, 0 without hidden layers.
    [[nodiscard]] std::size_t widest() const;

private:
    std::vector<dense_layer> layers_{dense_layer{1, 1, 0, 1}};
    std::size_t encoders_ = 0, first_input_ = 0;
    activation_choice activation_;

    mlp_layout(std::size_t inputs, std::span<std::size_t const> hidden, std::size_t outputs, std::size_t encoders);
};

}  // namespace lamina
