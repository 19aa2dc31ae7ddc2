#include <lamina/rows/panel_partition.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lamina {

namespace {

std::size_t ceil_div(std::size_t a, std::size_t b) {
    return (a + b - 1) / b;
}

}  // namespace

panel_partition::panel_partition(std::vector<portion> parts, std::size_t threads)
    : parts_(std::move(parts)), cost_before_{0} {
    std::size_t blocks = 0;
    for (portion const& part : parts_) {
        cost_before_.push_back(cost_before_.back() + part.panels * part.cost);
        blocks += ceil_div(part.panels, part.panels_per_block);
    }
    double const balanced = std::sqrt(static_cast<double>(blocks) / static_cast<double>(threads));
    shares_ =
        threads == 1 ? 1 : threads * std::clamp(static_cast<std::size_t>(balanced), std::size_t{1}, std::size_t{8});
}

index_range panel_partition::panels(std::size_t part, std::size_t share) const {
    auto const& [panels, per_row, cost, per_block] = parts_[part];
    auto const first = [&](std::size_t at) {
        std::size_t const before = cost_before_[part];
        return at <= before ? 0 : std::min(panels, ceil_div(at - before, per_row * cost) * per_row);
    };
    index_range const mine = lamina::share(cost_before_.back(), share, shares_);
    return {first(mine.begin), first(mine.end)};
}

}  // namespace lamina
