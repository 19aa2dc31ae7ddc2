#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/gram_factors.hpp>
#include <lamina/passes/jet_workspace.hpp>
#include <lamina/rows/residual_part.hpp>
#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// The residuals of several equations and conditions for one layout of networks, stacked in the order given; those
/// of one part share the passes of the network.
///
/// Panels of all parts are divided into shares by cost, one to eight for each thread. Threads claim shares as they
/// become free, each share has a gradient of its own, and one parallel pass adds these in their order: for a fixed
/// number of threads every result repeats bit for bit.
template <class Real>
class collocated_system final : public residual_system<Real> {
public:
    /// Throws std::invalid_argument if there is no part, if a part's inputs or outputs are not the network's, or
    /// if a lambda is negative or not finite. `pool` must outlive the system.
    collocated_system(network_layout layout, std::vector<std::unique_ptr<residual_part<Real>>> parts,
                      thread_pool& pool = default_pool());
    ~collocated_system() override;

    [[nodiscard]] network_layout const& layout() const { return layout_; }
    /// The network's, then the trained parameters of the equations
    [[nodiscard]] std::size_t parameters() const override { return layout_.parameters() + trained_; }
    [[nodiscard]] std::size_t rows() const override { return rows_; }
    [[nodiscard]] std::span<residual_block const> blocks() const override { return blocks_; }
    /// Equations and conditions, in the order of their blocks: a part has the blocks of all residuals at its points
    [[nodiscard]] std::size_t parts() const { return parts_.size(); }
    [[nodiscard]] residual_part<Real> const& part(std::size_t i) const { return *parts_[i]; }
    [[nodiscard]] std::vector<index_range> last_layers() const override { return layout_.last_layers(); }

    /// Changes lambda of block i, for loss weighting. Throws std::invalid_argument as the constructor does.
    void set_lambda(std::size_t i, double lambda) override;

    /// All throw std::invalid_argument if an argument has not the documented shape.
    void residual(std::span<Real const> theta, std::span<Real> r) override;
    void jacobian(std::span<Real const> theta, std::span<Real> r, std::span<Real> j_transposed) override;
    void jacobian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) override;
    void transposed_times(std::span<Real const> theta, std::span<Real const> w, std::span<Real> out) override;
    /// In one pass, which takes a gradient and a J v.
    void gauss_newton_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) override;
    /// Exact, in one pass forward and one in reverse with the derivatives of both along v: 2 to 2.5 times the
    /// gradient. Throws std::invalid_argument if a part has no second derivatives (see second_order_term). The first
    /// call doubles the workspaces.
    void hessian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) override;
    /// Layer by layer from dr/dz and h where that takes fewer operations than J (see gram_factors): in memory for
    /// N * (sum of the layers' widths) * 2 * (channels of the equation) numbers instead of N * P.
    void gram(std::span<Real const> theta, std::span<Real> g) override;
    /// From J in tables that the products read without packing, which the system keeps.
    void balanced_gram(std::span<Real const> theta, std::span<Real const> w, std::span<Real> s,
                       std::span<Real> g) override;
    double loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) override;
    [[nodiscard]] std::span<double const> block_losses() const override { return block_losses_; }
    /// With the point, the subterm and the value of its argument (see term_reading)
    [[nodiscard]] std::string why_not_finite(std::span<Real const> theta, std::span<Real const> residual) override;
    using residual_system<Real>::why_not_finite;

private:
    /// What one share sums. `gradient` has a slot of P numbers for the sum, and one more for each part that is a
    /// mean: its adjoint is known only when all shares are done; for second derivatives another one. `sums` are those
    /// of the blocks, `tangent_sums` of the derivatives of their rows along a direction.
    struct share_sums {
        std::vector<Real> gradient;
        std::vector<row_sums> sums, tangent_sums;
    };
    /// What a thread has while it works on a share
    struct thread_state {
        jet_workspace<Real>& work;
        std::vector<Real>& gradient;
        row_sums* tangent_sums;      ///< of the first block
        jet_workspace<Real>* along;  ///< see residual_part::curvature, null before the first call of hessian_times
    };

    [[nodiscard]] bool is_mean(std::size_t part) const { return parts_[part]->points().how() == combination::mean; }
    [[nodiscard]] index_range panels(std::size_t part, std::size_t share) const;
    /// The first row of a part in the stacked residual
    [[nodiscard]] std::size_t begin(std::size_t part) const { return blocks_[first_block_[part]].begin; }
    using sums_of_share = std::vector<row_sums> share_sums::*;
    [[nodiscard]] row_sums total(std::size_t block, sums_of_share of = &share_sums::sums) const;
    /// The mean of a part that is one
    [[nodiscard]] double mean(std::size_t part, sums_of_share of = &share_sums::sums) const {
        return total(first_block_[part], of).mean;
    }
    template <class Work>
    void each_part(std::size_t clear_slots, Work&& work);
    void check_product(std::size_t theta, std::size_t v, std::size_t out) const;
    void set_scale(bool weighted);
    [[nodiscard]] bool lay_out_gram();
    void fill_tables(std::span<Real const> theta, std::vector<gram_factors<Real>>& tables);
    void multiply_tables(std::vector<gram_factors<Real>> const& tables, std::span<Real> g);
    void balance_tables(std::vector<Real> const& rows_of_means, std::span<Real const> w, std::span<Real> s);
    [[nodiscard]] std::vector<Real> rows_of_means(std::span<Real const> theta);
    void gram_of_means(std::span<Real const> theta, std::vector<Real> const& rows, std::span<Real const> w,
                       std::span<Real> g);
    void pull_back(std::span<Real const> theta, Real const* direction, row_adjoint kind, Real const* w);
    void weigh_means();
    void reserve_slots(std::size_t slots);
    void reduce_gradient(std::span<Real> out, std::size_t slots);
    void finish_means(std::span<Real> r) const;
    template <class Reason>
    [[nodiscard]] std::string first_reason(std::span<Real const> theta, std::size_t block, std::size_t row,
                                           Reason&& reason);

    network_layout layout_;
    std::vector<std::unique_ptr<residual_part<Real>>> parts_;
    std::vector<residual_block> blocks_;
    std::vector<double> block_losses_;
    std::vector<std::size_t> first_block_;  ///< of each part
    std::vector<std::size_t> part_of_;      ///< block -> its part
    std::vector<Real> scale_;               ///< of each block's adjoint, see residual_part::pull_back
    std::vector<std::size_t> mean_slot_;    ///< part -> slot of its gradient, 0 if it is no mean
    std::vector<Real> slot_weight_;         ///< slot -> weight in the sum, 1 for the first
    std::size_t slots_ = 1;
    std::size_t rows_ = 0;
    std::size_t trained_ = 0;
    std::size_t cost_ = 0;
    std::vector<std::size_t> cost_before_;
    std::vector<jet_workspace<Real>> work_, along_;  ///< of each thread; along_ once it is needed
    std::vector<share_sums> shares_;
    std::vector<aligned_vector<Real>> gram_tiles_;  ///< of each thread
    std::vector<gram_factors<Real>> gram_factors_;  ///< block -> its rows of J as products of jets, empty for a mean
    std::vector<gram_factors<Real>> gram_rows_;     ///< block -> its rows of J themselves, empty for a mean
    thread_pool* pool_;
};

/// work(part, panels, thread state, sums of the part's blocks) of every share, its sums and the first `clear_slots` of
/// its gradient set to 0 before.
template <class Real>
template <class Work>
void collocated_system<Real>::each_part(std::size_t clear_slots, Work&& work) {
    pool_->run(shares_.size(), [&](std::size_t s, std::size_t thread) {
        share_sums& share = shares_[s];
        thread_state state{work_[thread], share.gradient, share.tangent_sums.data(),
                           along_.empty() ? nullptr : &along_[thread]};
        std::fill_n(share.gradient.begin(), clear_slots * parameters(), Real(0));
        for (auto* sums : {&share.sums, &share.tangent_sums}) std::fill(sums->begin(), sums->end(), row_sums{});
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            index_range const mine = panels(i, s);
            if (mine.begin < mine.end) work(i, mine, state, share.sums.data() + first_block_[i]);
        }
    });
}

extern template class collocated_system<double>;
extern template class collocated_system<float>;

}  // namespace lamina
