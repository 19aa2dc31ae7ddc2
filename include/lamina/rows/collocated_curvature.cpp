#include <stdexcept>

#include <lamina/rows/collocated_system.hpp>

// The Hessian of a collocated system's loss times a vector.

namespace lamina {

/// Of an open row r the share of the product is weight (r' dr/dtheta + r (dr/dtheta)'): both in slots of their own.
template <class Real>
void collocated_system<Real>::hessian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) {
    check_product(theta.size(), v.size(), out.size());
    for (mlp_layout const& network : layout_.networks())
        if (network.activation().which == activation_choice::own)
            throw std::invalid_argument(
                "hessian_times: of an activation of one's own only first derivatives in theta are known; expected "
                "activation::tanh or activation::sin, or gauss_newton_times");
    std::size_t const open = open_.size(), slots = 1 + 2 * open;
    if (along_.empty()) {
        along_ = work_;
        slot_weights_.resize(slots);
        sums_.reserve(slots);
    }
    set_scale(true);
    each_part(slots, [&](part_share const& at) {
        Real const* const scale = scale_.data() + at.block;
        Real* product = at.gradient;
        if (at.part.rows().open()) {
            at.part.pull_back(layout_, theta.data(), v.data(), at.panels, at.work, scale, nullptr, at.gradient,
                              at.tangent_sums);
            product += open * parameters();
        }
        at.part.curvature(layout_, theta.data(), v.data(), at.panels, at.work, *at.along, scale, product, at.sums);
    });
    for (std::size_t k = 0; k < open; ++k) {
        double const weight = blocks_[open_[k]].weight();
        slot_weights_[1 + k] = static_cast<Real>(weight * sums_.tangent_total(open_[k]).open);
        slot_weights_[1 + open + k] = static_cast<Real>(weight * sums_.total(open_[k]).open);
    }
    sums_.gradient(*pool_, 0, slot_weights_, out);
}

template void collocated_system<double>::hessian_times(std::span<double const>, std::span<double const>,
                                                       std::span<double>);
template void collocated_system<float>::hessian_times(std::span<float const>, std::span<float const>, std::span<float>);

}  // namespace lamina
