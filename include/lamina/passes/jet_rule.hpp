#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <lamina/dsl/terms/channels.hpp>

namespace lamina {

/// A chain rule of second order at most: a value, `first` first derivatives, then `second` channels of second order
/// with
///   h_s = phi'(z_0) z_s + phi''(z_0) sum over i <= j of q_sij z_i z_j
/// All 0 for a rule of another kind.
struct second_order_shape {
    std::size_t first = 0, second = 0;
    /// Numbers q of a point, [s][j (j + 1) / 2 + i]
    [[nodiscard]] std::size_t coefficients() const { return second * first * (first + 1) / 2; }
};

/// The chain rule and Leibniz' rule of a channel set, as lists that the passes go through at run time. With z, f, g, h
/// jets, z_0 the value, and over the products of a channel c >= 1 of `chain_rule` with their multiplicities m, weights
/// w and factors a_1 ... a_k,
///   h = phi(z)   h_0 = phi(z_0),   h_c = phi'(z_0) z_c + sum  m w phi^(k)(z_0) z_a1 ... z_ak,   k >= 2
///   h = f g      h_0 = f_0 g_0,    h_c = f_0 g_c + g_0 f_c + sum over products of two  m w (f_a g_b + f_b g_a)
/// (this is the chain rule of z^2 / 2, polarised). No reverse and no tangent of the chain rule is needed: a change dz
/// of z changes phi(z) by phi'(z) dz, a product of jets, and phi'(z) is a composition too.
class jet_rule {
public:
    /// A product of a channel's rule, of two to four factors
    struct product {
        int order;
        int weight;  ///< number of the weight, or -1: 1
        double multiplicity;
        std::array<int, max_derivative_order> factor;
        /// Whether it is the bare product of its factors
        [[nodiscard]] bool plain() const { return weight < 0 && multiplicity == 1; }
    };
    /// In the transpose of h = f g: af_target += factor w ah_source g_other
    struct partner {
        int source, other;
        int weight;
        double factor;
    };
    /// A channel but the value, and its share begin ... end - 1 of a list
    struct channel {
        int number;
        std::size_t begin, end;
    };

    /// The rule of the value alone
    jet_rule() : jet_rule(channel_set<partial_channel<>>::values) {}
    /// Of channels, the value first and with each the derivatives that its chain rule needs
    explicit jet_rule(std::span<graph::planned_channel const> channels);

    [[nodiscard]] std::size_t channels() const { return channels_; }
    [[nodiscard]] std::size_t weights() const { return weights_; }
    /// The highest order of a derivative of phi in phi(z)
    [[nodiscard]] int order() const { return order_; }

    /// Whether it was made from this
    [[nodiscard]] bool is(std::span<jet_product const> chain, std::size_t channels) const;
    [[nodiscard]] second_order_shape shape() const { return shape_; }
    /// q, [coefficient][line], at a line of points with the weights `w`, [weight][line]
    template <class Real>
    void coefficients(Real const* w, std::size_t line, Real* q) const;

    /// Channels of higher derivatives first: a result may take the place of z, or of f or g
    [[nodiscard]] std::span<channel const> descending() const { return descending_; }
    /// Of `descending`: by order
    [[nodiscard]] std::span<product const> products() const { return products_; }
    /// Channels of lower derivatives first: a result may take the place of ah
    [[nodiscard]] std::span<channel const> ascending() const { return ascending_; }
    [[nodiscard]] std::span<partner const> partners() const { return partners_; }

private:
    void read_shape(std::vector<int> const& order_of);

    std::size_t channels_, weights_;
    std::vector<jet_product> chain_;
    int order_ = 0;
    second_order_shape shape_;
    std::vector<std::size_t> coefficient_of_;  ///< of each product, where there is a shape
    std::vector<channel> descending_, ascending_;
    std::vector<product> products_;
    std::vector<partner> partners_;
};

template <class Real>
void jet_rule::coefficients(Real const* w, std::size_t line, Real* q) const {
    for (std::size_t i = 0; i < shape_.coefficients() * line; ++i) q[i] = 0;
    for (std::size_t p = 0; p < coefficient_of_.size(); ++p)
        for (std::size_t i = 0; i < line; ++i)
            q[coefficient_of_[p] * line + i] +=
                static_cast<Real>(products_[p].multiplicity) *
                (products_[p].weight < 0 ? Real(1) : w[static_cast<std::size_t>(products_[p].weight) * line + i]);
}

}  // namespace lamina
