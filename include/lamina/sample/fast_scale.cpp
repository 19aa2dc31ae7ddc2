#include <lamina/sample/fast_scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <string>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

namespace {

/// What stands for x / p along each axis
constexpr std::array<std::string_view, 3> fast_names{"y of the fast scale", "y1 of the fast scale",
                                                     "y2 of the fast scale"};

bool divides(graph::arena const& g, graph::node_id id, std::string_view parameter) {
    graph::node const& n = g[id];
    if (n.kind != graph::op::power || n.a != -1 || n.b != 1) return false;
    graph::node_id const base = g.child(id, 0);
    return g[base].kind == graph::op::parameter && g.name_of(base) == parameter;
}

/// `id` with what is divided by the parameter and affine in x, sum of b_i x_i + c, as sum of b_i y_i + c / p
graph::node_id with_fast_variables(graph::arena& g, graph::node_id id, graph::id_list const& x,
                                   std::string_view parameter) {
    return graph::replace(g, id, [&](graph::node_id at) {
        if (g[at].kind != graph::op::product) return graph::node_id::none;
        graph::id_list rest;
        graph::node_id divisor = graph::node_id::none;
        for (int k = 0; k < g[at].count; ++k) {
            graph::node_id const factor = g.child(at, k);
            if (divisor == graph::node_id::none && divides(g, factor, parameter))
                divisor = factor;
            else
                rest.push(factor);
        }
        if (divisor == graph::node_id::none) return graph::node_id::none;
        graph::node_id const above = graph::product(g, rest);
        if (!g[above].form.is_scalar() || !graph::depends_on(g, above, g[x[0]].name)) return graph::node_id::none;
        graph::node_id out = graph::product(g,
                                 graph::replace(g, above,
                                                [&](graph::node_id part) {
                                                    bool const coordinate =
                                                        std::ranges::find(x.at, x.at + x.size, part) != x.at + x.size;
                                                    return coordinate ? graph::number(g, 0) : graph::node_id::none;
                                                }),
                                 divisor);
        for (int i = 0; i < x.size; ++i) {
            graph::node_id const slope = graph::derivative(g, above, x[i]);
            if (graph::depends_on(g, slope, g[x[0]].name)) return graph::node_id::none;
            graph::node_id const y =
                g.add({.kind = graph::op::parameter, .name = g.name(fast_names[static_cast<std::size_t>(i)])});
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

}  // namespace

apart_in_scales::apart_in_scales(graph::arena& g, std::vector<graph::node_id> const& roots, std::string_view position,
                                 box const& domain, bindings const& known)
    : g_(&g),
      roots_(roots),
      fast_(roots.size(), false),
      slow_(roots.size(), false),
      axes_(domain.dimension()),
      known_(&known) {
    graph::id_list x;
    for (std::size_t i = 0; i < axes_; ++i)
        x.push(graph::coordinate(g, g.name(position), static_cast<int>(i), static_cast<int>(axes_)));
    constexpr std::array at_x{0.2137, 0.5419, 0.8323};
    constexpr std::array at_y{0.0, 0.1713, 0.4421, 0.9077, 1.3139, 2.2231, 4.7171};
    std::vector<double> slow, fast;  // each axis has these numbers in another order
    for (std::size_t k = 0; k < at_x.size(); ++k)
        for (std::size_t i = 0; i < axes_; ++i)
            slow.push_back(domain.lower(i) + at_x[(k + i) % at_x.size()] * domain.length(i));
    for (std::size_t k = 0; k < at_y.size(); ++k)
        for (std::size_t i = 0; i < axes_; ++i) fast.push_back(at_y[(k + 3 * i) % at_y.size()]);
    for (auto const& [parameter, p] : known.parameters) {
        if (!(p > 0) || !(p < domain.length(0))) continue;
        bool found = false;
        for (std::size_t k = 0; k < roots.size(); ++k) {
            roots_[k] = with_fast_variables(g, roots[k], x, parameter);
            found = found || roots_[k] != roots[k];
        }
        if (!found) continue;
        std::vector<xt::xtensor<double, 2>> at;
        for (std::size_t k = 0; k < roots.size(); ++k) {
            at.push_back(values(k, slow, fast));
            double const rounding = 1e-12 * numerics::largest_of(at[k]);
            fast_[k] = slow_[k] = false;
            for (std::size_t i = 0; i < at_x.size(); ++i)
                for (std::size_t j = 0; j < at_y.size(); ++j) {
                    fast_[k] = fast_[k] || std::abs(at[k](i, j) - at[k](i, 0)) > rounding;
                    slow_[k] = slow_[k] || std::abs(at[k](i, j) - at[k](0, j)) > rounding;
                }
        }
        if (std::ranges::find(fast_, true) == fast_.end()) continue;
        if (auto const period = periods(slow, fast, at)) {
            scale_ = fast_scale{parameter, p, *period};
            return;
        }
    }
    roots_ = roots;
}

std::optional<std::vector<double>> apart_in_scales::periods(std::vector<double> const& slow,
                                                            std::vector<double> const& fast,
                                                            std::vector<xt::xtensor<double, 2>> const& at) const {
    std::vector<double> out;
    for (std::size_t i = 0; i < axes_; ++i)
        for (double const period : possible_periods()) {
            std::vector<double> moved = fast;
            for (std::size_t n = i; n < moved.size(); n += axes_) moved[n] += period;
            bool repeats = true;
            for (std::size_t k = 0; k < roots_.size() && repeats; ++k) {
                if (!fast_[k]) continue;
                auto const then = values(k, slow, moved);
                double const rounding = 1e-9 * numerics::largest_of(then);
                for (std::size_t n = 0; n < then.size(); ++n)
                    repeats = repeats && std::abs(then.data()[n] - at[k].data()[n]) <= rounding;
            }
            if (!repeats) continue;
            out.push_back(period);
            break;
        }
    if (out.size() < axes_) return std::nullopt;
    return out;
}

xt::xtensor<double, 2> apart_in_scales::values(std::size_t root, std::span<double const> x,
                                               std::span<double const> y) const {
    std::size_t const slow = x.size() / axes_, fast = y.size() / axes_;
    auto out = xt::xtensor<double, 2>::from_shape({slow, fast});
    bindings with = *known_;
    for (std::size_t j = 0; j < fast; ++j) {
        for (std::size_t i = 0; i < axes_; ++i) with.parameters[std::string(fast_names[i])] = y[j * axes_ + i];
        auto const column = tabulate(*g_, std::span(&roots_[root], 1), x, {.space = static_cast<int>(axes_)}, with);
        for (std::size_t i = 0; i < slow; ++i) out(i, j) = column(0, i);
    }
    return out;
}

}  // namespace lamina
