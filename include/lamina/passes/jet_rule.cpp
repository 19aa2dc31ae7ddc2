#include <lamina/passes/jet_rule.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace lamina {

jet_rule::jet_rule(std::span<graph::planned_channel const> channels)
    : channels_(channels.size()), weights_(static_cast<std::size_t>(weights_of(channels))) {
    auto const products = jet_composition::products_of(channels);
    if (!products.closed) throw std::logic_error("jet_rule: the chain rule needs a derivative that is no channel");
    chain_.assign(products.list.begin(), products.list.begin() + products.size);
    std::vector<int> order_of(channels_, 0);
    for (jet_product const& p : chain_) {
        int& order = order_of[static_cast<std::size_t>(p.channel)];
        order = std::max(order, p.order);
        order_ = std::max(order_, p.order);
    }
    std::vector<int> by_order(channels_ - 1);
    std::iota(by_order.begin(), by_order.end(), 1);
    std::ranges::sort(by_order, {}, [&](int c) { return std::pair(order_of[static_cast<std::size_t>(c)], c); });

    for (int const c : by_order) {
        std::size_t const begin = partners_.size();
        for (jet_product const& p : chain_) {
            if (p.order != 2) continue;
            int const a = p.factor[0], b = p.factor[1];
            double const m = p.multiplicity;
            if (a == c) partners_.push_back({p.channel, b, p.weight, a == b ? 2 * m : m});
            if (b == c && a != b) partners_.push_back({p.channel, a, p.weight, m});
        }
        ascending_.push_back({c, begin, partners_.size()});
    }
    std::ranges::reverse(by_order);
    for (int const c : by_order) {
        std::size_t const begin = products_.size();
        for (int order = 2; order <= max_derivative_order; ++order)
            for (jet_product const& p : chain_)
                if (p.channel == c && p.order == order)
                    products_.push_back({order, p.weight, static_cast<double>(p.multiplicity), p.factor});
        descending_.push_back({c, begin, products_.size()});
    }
    if (order_ <= 2) read_shape(order_of);
}

bool jet_rule::is(std::span<jet_product const> chain, std::size_t channels) const {
    return channels == channels_ && std::ranges::equal(chain, chain_);
}

/// The shape, if firsts come before seconds.
void jet_rule::read_shape(std::vector<int> const& order_of) {
    if (!std::ranges::is_sorted(order_of)) return;
    shape_.first = static_cast<std::size_t>(std::ranges::count(order_of, 1));
    shape_.second = static_cast<std::size_t>(std::ranges::count(order_of, 2));
    for (channel const& c : descending_)
        for (std::size_t p = c.begin; p < c.end; ++p) {
            auto const i = static_cast<std::size_t>(products_[p].factor[0] - 1);
            auto const j = static_cast<std::size_t>(products_[p].factor[1] - 1);
            std::size_t const form = static_cast<std::size_t>(c.number) - 1 - shape_.first;
            coefficient_of_.push_back(form * shape_.first * (shape_.first + 1) / 2 + j * (j + 1) / 2 + i);
        }
}

}  // namespace lamina
