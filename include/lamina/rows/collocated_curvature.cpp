#include <lamina/rows/collocated_system.hpp>

// The Hessian of a collocated system's loss times a vector.

namespace lamina {

/// Of a mean m, L = lambda m^2 / 2, the product is lambda (m' dm/dtheta + m (dm/dtheta)'): both in slots of their own.
template <class Real>
void collocated_system<Real>::hessian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) {
    check_product(theta.size(), v.size(), out.size());
    std::size_t const means = slots_ - 1;
    if (along_.empty()) {
        along_ = work_;
        slot_weight_.resize(slots_ + means);
        reserve_slots(slots_ + means);
    }
    set_scale(true);
    each_part(slots_ + means, [&](std::size_t i, index_range mine, thread_state& state, row_sums* sums) {
        Real const* const scale = scale_.data() + first_block_[i];
        Real* product = state.gradient.data();
        if (is_mean(i)) {
            parts_[i]->pull_back(layout_, theta.data(), v.data(), mine, state.work, row_adjoint::mean, scale, nullptr,
                                 product + mean_slot_[i] * parameters(), state.tangent_sums + first_block_[i]);
            product += (mean_slot_[i] + means) * parameters();
        }
        parts_[i]->curvature(layout_, theta.data(), v.data(), mine, state.work, *state.along,
                             is_mean(i) ? row_adjoint::mean : row_adjoint::residual, scale, nullptr, product, sums);
    });
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (!is_mean(i)) continue;
        double const lambda = blocks_[first_block_[i]].lambda;
        slot_weight_[mean_slot_[i]] = static_cast<Real>(lambda * mean(i, &share_sums::tangent_sums));
        slot_weight_[mean_slot_[i] + means] = static_cast<Real>(lambda * mean(i));
    }
    reduce_gradient(out, slots_ + means);
}

template void collocated_system<double>::hessian_times(std::span<double const>, std::span<double const>,
                                                       std::span<double>);
template void collocated_system<float>::hessian_times(std::span<float const>, std::span<float const>, std::span<float>);

}  // namespace lamina
