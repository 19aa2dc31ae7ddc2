#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/residual_part.hpp>
#include <lamina/kernel/residual_system.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// The residuals of several equations and conditions for one layout of networks, stacked in the order given.
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

    [[nodiscard]] network_layout const& layout() const { return layout_; }
    /// The network's, then the trained parameters of the equations
    [[nodiscard]] std::size_t parameters() const override { return layout_.parameters() + trained_; }
    [[nodiscard]] std::size_t rows() const override { return rows_; }
    [[nodiscard]] std::span<residual_block const> blocks() const override { return blocks_; }
    /// The equation or condition of block i
    [[nodiscard]] residual_part<Real> const& part(std::size_t i) const { return *parts_[i]; }
    [[nodiscard]] std::vector<index_range> last_layers() const override { return layout_.last_layers(); }

    /// Changes lambda of block i, for loss weighting. Throws std::invalid_argument as the constructor does.
    void set_lambda(std::size_t i, double lambda);

    /// All throw std::invalid_argument if an argument has not the documented shape.
    void residual(std::span<Real const> theta, std::span<Real> r) override;
    void jacobian(std::span<Real const> theta, std::span<Real> r, std::span<Real> j_transposed) override;
    void jacobian_times(std::span<Real const> theta, std::span<Real const> v, std::span<Real> out) override;
    void transposed_times(std::span<Real const> theta, std::span<Real const> w, std::span<Real> out) override;
    double loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) override;
    [[nodiscard]] std::span<double const> block_losses() const override { return block_losses_; }

private:
    /// What one share sums. `gradient` has a slot of P numbers for the sum, and one more for each part that is a
    /// mean: its adjoint is known only when all shares are done.
    struct share_sums {
        std::vector<Real> gradient;
        std::vector<row_sums> sums;
    };
    /// What a thread has while it works on a share
    struct thread_state {
        jet_workspace<Real>& work;
        std::vector<Real>& gradient;
    };

    [[nodiscard]] bool is_mean(std::size_t part) const { return parts_[part]->points().how() == combination::mean; }
    [[nodiscard]] std::size_t mean_points(std::size_t part) const { return parts_[part]->points().points(); }
    [[nodiscard]] index_range panels(std::size_t part, std::size_t share) const;
    [[nodiscard]] row_sums total(std::size_t part) const;
    template <class Work>
    void each_part(bool clear_gradient, Work&& work);
    template <class Weight>
    void reduce_gradient(std::span<Real> out, Weight&& mean_weight);

    network_layout layout_;
    std::vector<std::unique_ptr<residual_part<Real>>> parts_;
    std::vector<residual_block> blocks_;
    std::vector<double> block_losses_;
    std::vector<std::size_t> mean_slot_;  ///< part -> slot of its gradient, 0 if it is no mean
    std::size_t slots_ = 1;
    std::size_t rows_ = 0;
    std::size_t trained_ = 0;
    std::size_t cost_ = 0;
    std::vector<std::size_t> cost_before_;
    std::vector<jet_workspace<Real>> work_;  ///< of each thread
    std::vector<share_sums> shares_;
    thread_pool* pool_;
};

extern template class collocated_system<double>;
extern template class collocated_system<float>;

}  // namespace lamina
