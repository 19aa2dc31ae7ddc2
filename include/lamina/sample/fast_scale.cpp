#include <lamina/sample/fast_scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <tuple>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

namespace {

/// What stands for x / p of a scale along each axis
constexpr std::array<std::array<std::string_view, 3>, 2> fast_names{
    {{"y of the fast scale", "y1 of the fast scale", "y2 of the fast scale"},
     {"z of the second fast scale", "z1 of the second fast scale", "z2 of the second fast scale"}}};
constexpr double few_periods = 3;  // in the domain: a second scale that has no more is slow
constexpr std::array at_x{0.2137, 0.5419, 0.8323};
constexpr std::array at_y{0.0, 0.1713, 0.4421, 0.9077, 1.3139, 2.2231, 4.7171};

/// p, a parameter to the power n
struct divisor_of_x {
    std::string_view parameter;
    int n;
    double p;
};

bool divides(graph::arena const& g, graph::node_id id, divisor_of_x const& by) {
    graph::node const& node = g[id];
    if (node.kind != graph::op::power || node.a != -by.n || node.b != 1) return false;
    graph::node_id const base = g.child(id, 0);
    return g[base].kind == graph::op::parameter && g.name_of(base) == by.parameter;
}

/// `id` with what is divided by p and affine in x, sum of b_i x_i + c, as sum of b_i y_i + c / p, y_i called `names`
graph::node_id with_fast_variables(graph::arena& g, graph::node_id id, graph::id_list const& x, divisor_of_x const& p,
                                   std::span<std::string_view const> names) {
    return graph::replace(g, id, [&](graph::node_id at) {
        if (g[at].kind != graph::op::product) return graph::node_id::none;
        graph::id_list rest;
        graph::node_id divisor = graph::node_id::none;
        for (int k = 0; k < g[at].count; ++k) {
            graph::node_id const factor = g.child(at, k);
            if (divisor == graph::node_id::none && divides(g, factor, p))
                divisor = factor;
            else
                rest.push(factor);
        }
        if (divisor == graph::node_id::none) return graph::node_id::none;
        graph::node_id const above = graph::product(g, rest);
        if (!g[above].form.is_scalar() || !graph::depends_on(g, above, g[x[0]].name)) return graph::node_id::none;
        graph::node_id out = graph::product(
            g,
            graph::replace(g, above,
                           [&](graph::node_id part) {
                               bool const coordinate = std::ranges::find(x.at, x.at + x.size, part) != x.at + x.size;
                               return coordinate ? graph::number(g, 0) : graph::node_id::none;
                           }),
            divisor);
        for (int i = 0; i < x.size; ++i) {
            graph::node_id const slope = graph::derivative(g, above, x[i]);
            if (graph::depends_on(g, slope, g[x[0]].name)) return graph::node_id::none;
            graph::node_id const y =
                g.add({.kind = graph::op::parameter, .name = g.name(names[static_cast<std::size_t>(i)])});
            out = graph::sum(g, out, graph::product(g, slope, y));
        }
        return out;
    });
}

/// In the order in which they are tried
std::vector<double> possible_periods() {
    std::vector<double> out;
    for (double const unit : {1.0, 2 * std::numbers::pi})
        for (int n = 1; n <= 6; ++n)
            for (int m = 1; m <= 4; ++m) out.push_back(unit * n / m);
    std::ranges::sort(out);
    return out;
}

/// Points of shape (N, D), at numbers that each axis has in another order
std::vector<double> in_other_orders(std::span<double const> numbers, std::size_t axes, std::size_t shift) {
    std::vector<double> out;
    for (std::size_t k = 0; k < numbers.size(); ++k)
        for (std::size_t i = 0; i < axes; ++i) out.push_back(numbers[(k + shift * i) % numbers.size()]);
    return out;
}

/// Powers of parameters that are shorter than a length, the shortest first
std::vector<divisor_of_x> possible_divisors(bindings const& known, double length) {
    std::vector<divisor_of_x> out;
    for (auto const& [parameter, value] : known.parameters)
        for (int const n : {1, 2, 3})
            if (double const p = std::pow(value, n); value > 0 && p < length) out.push_back({parameter, n, p});
    std::ranges::sort(out, {}, [](divisor_of_x const& d) { return std::tuple(d.p, d.parameter, d.n); });
    return out;
}

}  // namespace

apart_in_scales::apart_in_scales(graph::arena& g, std::vector<graph::node_id> const& roots, std::string_view position,
                                 box const& domain, bindings const& known, std::size_t most)
    : g_(&g),
      roots_(roots),
      fast_(roots.size(), false),
      slow_(roots.size(), false),
      axes_(domain.dimension()),
      known_(&known) {
    graph::id_list x;
    for (std::size_t i = 0; i < axes_; ++i)
        x.push(graph::coordinate(g, g.name(position), static_cast<int>(i), static_cast<int>(axes_)));
    std::vector<double> slow = in_other_orders(at_x, axes_, 1);
    for (std::size_t k = 0; k < slow.size(); ++k)
        slow[k] = domain.lower(k % axes_) + slow[k] * domain.length(k % axes_);
    for (divisor_of_x const& p : possible_divisors(known, domain.length(0))) {
        if (scales_.size() == std::min(most, fast_names.size())) break;
        std::vector<graph::node_id> const before = roots_;
        for (graph::node_id& root : roots_) root = with_fast_variables(g, root, x, p, fast_names[scales_.size()]);
        if (roots_ == before) continue;
        bool const is_first = scales_.empty();
        scales_.push_back({p.parameter, p.p, {}});
        auto const period = periods(slow);
        if (period && (is_first || few_periods * p.p * std::ranges::max(*period) < domain.length(0)))
            scales_.back().period = *period;
        else
            scales_.pop_back(), roots_ = before;
    }
    if (!scales_.empty()) read_kinds(slow);
}

void apart_in_scales::read_kinds(std::vector<double> const& slow) {
    auto const fast = in_other_orders(at_y, axes_ * scales_.size(), 3);
    for (std::size_t k = 0; k < roots_.size(); ++k) {
        auto const at = values(k, slow, fast);
        double const rounding = 1e-12 * numerics::largest_of(at);
        for (std::size_t i = 0; i < at_x.size(); ++i)
            for (std::size_t j = 0; j < at_y.size(); ++j) {
                fast_[k] = fast_[k] || std::abs(at(i, j) - at(i, 0)) > rounding;
                slow_[k] = slow_[k] || std::abs(at(i, j) - at(0, j)) > rounding;
            }
    }
}

std::optional<std::vector<double>> apart_in_scales::periods(std::vector<double> const& slow) const {
    std::size_t const all = axes_ * scales_.size();
    auto const fast = in_other_orders(at_y, all, 3);
    std::vector<xt::xtensor<double, 2>> at;
    for (std::size_t k = 0; k < roots_.size(); ++k) at.push_back(values(k, slow, fast));
    // Whether all roots are the same where y_i is by `shift` larger
    auto const repeats = [&](std::size_t i, double shift, double accuracy) {
        std::vector<double> moved = fast;
        for (std::size_t n = all - axes_ + i; n < moved.size(); n += all) moved[n] += shift;
        for (std::size_t k = 0; k < roots_.size(); ++k) {
            auto const then = values(k, slow, moved);
            double const rounding = accuracy * numerics::largest_of(then);
            for (std::size_t n = 0; n < then.size(); ++n)
                if (!(std::abs(then.data()[n] - at[k].data()[n]) <= rounding)) return false;
        }
        return true;
    };
    std::vector<double> out;
    bool varies = false;
    for (std::size_t i = 0; i < axes_; ++i) {
        varies = varies || !repeats(i, 0.2713, 1e-12);
        for (double const period : possible_periods())
            if (repeats(i, period, 1e-9)) {
                out.push_back(period);
                break;
            }
    }
    if (!varies || out.size() < axes_) return std::nullopt;
    return out;
}

xt::xtensor<double, 2> apart_in_scales::values(std::size_t root, std::span<double const> x,
                                               std::span<double const> y) const {
    std::size_t const all = axes_ * scales_.size(), slow = x.size() / axes_, fast = y.size() / all;
    auto out = xt::xtensor<double, 2>::from_shape({slow, fast});
    bindings with = *known_;
    for (std::size_t j = 0; j < fast; ++j) {
        for (std::size_t i = 0; i < all; ++i)
            with.parameters[std::string(fast_names[i / axes_][i % axes_])] = y[j * all + i];
        auto const column = tabulate(*g_, std::span(&roots_[root], 1), x, {.space = static_cast<int>(axes_)}, with);
        for (std::size_t i = 0; i < slow; ++i) out(i, j) = column(0, i);
    }
    return out;
}

}  // namespace lamina
