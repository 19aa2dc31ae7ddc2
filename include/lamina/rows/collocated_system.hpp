#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/passes/gram_factors.hpp>
#include <lamina/passes/jet_workspace.hpp>
#include <lamina/rows/panel_partition.hpp>
#include <lamina/rows/residual_part.hpp>
#include <lamina/rows/residual_system.hpp>
#include <lamina/rows/share_sums.hpp>

namespace lamina {

/// The residuals of several equations and conditions for one layout of networks, stacked in the order given; those
/// of one part share the passes of the network.
///
/// Threads claim shares of the points (`panel_partition`) as they become free, each share has sums of its own, and
/// these are added in their order (`share_sums`): for a fixed number of threads every result repeats bit for bit.
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

    /// What `resample` and `move_to` do: move parts to other points, all or, where they throw, none. Without it points
    /// are fixed.
    struct point_layer {
        using parts = std::span<std::unique_ptr<residual_part<Real>> const>;
        std::function<void(std::size_t seed, parts)> anew;
        std::function<void(std::span<double const> points, parts)> at;
    };
    void lay_points_by(point_layer lay) { lay_ = std::move(lay); }
    [[nodiscard]] std::vector<double> times() const override;

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
    /// gradient. Throws std::invalid_argument if a part has no second derivatives (see second_order_term), or for
    /// an activation of one's own. The first call doubles the workspaces.
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
    /// The share of a part, and what it works with and on
    struct part_share {
        residual_part<Real> const& part;
        std::size_t block, row;  ///< its first of all
        index_range panels;
        jet_workspace<Real>& work;
        jet_workspace<Real>* along;  ///< see residual_part::curvature, null before the first call of hessian_times
        Real* gradient;              ///< (P,), in the part's slot
        row_sums *sums, *tangent_sums;
    };

    void take_points(std::size_t seed) override;
    void take_given(std::span<double const> points) override;
    template <class Work>
    void each_part(std::size_t clear_slots, Work&& work);
    void check_product(std::size_t theta, std::size_t v, std::size_t out) const;
    void set_scale(bool weighted);
    [[nodiscard]] bool lay_out_gram();
    void fill_tables(std::span<Real const> theta, std::vector<gram_factors<Real>>& tables);
    void multiply_tables(std::vector<gram_factors<Real>> const& tables, std::span<Real> g);
    void balance_tables(xt::xtensor<Real, 2> const& open_rows, std::span<Real const> w, std::span<Real> s);
    [[nodiscard]] xt::xtensor<Real, 2> open_rows(std::span<Real const> theta);
    void gram_of_open(std::span<Real const> theta, xt::xtensor<Real, 2> const& rows, std::span<Real const> w,
                      std::span<Real> g);
    /// out = J^T w; where w is null, it is the weights of the rows in the loss times r or, unless `direction` is null
    /// too, times J direction.
    void pull_back(std::span<Real const> theta, Real const* direction, Real const* w, std::span<Real> out);
    void finish_open(std::span<Real> r) const;
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
    std::vector<std::size_t> open_;         ///< blocks of one open row each
    std::vector<std::size_t> slot_;         ///< part -> slot of its gradient: 0, or 1 + its place in open_
    std::size_t rows_ = 0;
    std::size_t trained_ = 0;
    std::vector<jet_workspace<Real>> work_, along_;  ///< of each thread; along_ once it is needed
    panel_partition partition_;
    share_sums<Real> sums_;
    std::vector<Real> slot_weights_;
    std::vector<aligned_vector<Real>> gram_tiles_;  ///< of each thread
    std::vector<gram_factors<Real>> gram_factors_;  ///< block -> its closed rows of J as products of jets
    std::vector<gram_factors<Real>> gram_rows_;     ///< block -> its closed rows of J themselves
    thread_pool* pool_;
    point_layer lay_;
};

/// work(part_share) of every share, its sums and the first `clear_slots` of its gradients set to 0 before.
template <class Real>
template <class Work>
void collocated_system<Real>::each_part(std::size_t clear_slots, Work&& work) {
    pool_->run(partition_.shares(), [&](std::size_t s, std::size_t thread) {
        auto& share = sums_.cleared(s, clear_slots);
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            index_range const mine = partition_.panels(i, s);
            if (mine.begin == mine.end) continue;
            std::size_t const block = first_block_[i];
            work(part_share{*parts_[i], block, blocks_[block].begin, mine, work_[thread],
                            along_.empty() ? nullptr : &along_[thread],
                            share.gradients.data() + slot_[i] * parameters(), share.sums.data() + block,
                            share.tangent_sums.data() + block});
        }
    });
}

extern template class collocated_system<double>;
extern template class collocated_system<float>;

}  // namespace lamina
