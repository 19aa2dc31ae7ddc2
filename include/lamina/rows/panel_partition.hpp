#pragma once

#include <cstddef>
#include <vector>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// What a part of a system has to be divided.
struct portion {
    std::size_t panels;            ///< all of them
    std::size_t panels_per_row;    ///< that must stay together
    std::size_t cost;              ///< of one panel
    std::size_t panels_per_block;  ///< that pass through the layers at a time
};

/// The panels of several parts, one part after the other, divided into shares of the same cost: one to eight for each
/// thread. Others wait for a thread that another process keeps from its core for one share at most, and each share has
/// sums to be cleared and added: the root of the blocks of a thread balances the two.
class panel_partition {
public:
    panel_partition() = default;
    panel_partition(std::vector<portion> parts, std::size_t threads);

    [[nodiscard]] std::size_t shares() const { return shares_; }
    /// The panels of a part in a share: those whose cost begins in it, whole rows.
    [[nodiscard]] index_range panels(std::size_t part, std::size_t share) const;

private:
    std::vector<portion> parts_;
    std::vector<std::size_t> cost_before_;  ///< of the parts before each, and of all
    std::size_t shares_ = 0;
};

}  // namespace lamina
