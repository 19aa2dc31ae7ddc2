#include <lamina/sample/fast_scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <string>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

namespace {

constexpr std::string_view fast_name = "y of the fast scale";

bool divides(graph::arena const& g, int id, std::string_view parameter) {
    graph::node const& n = g[id];
    if (n.kind != graph::op::power || n.a != -1 || n.b != 1) return false;
    int const base = g.child(id, 0);
    return g[base].kind == graph::op::parameter && g.name_of(base) == parameter;
}

/// `id` with what is divided by the parameter and affine in x, b x + c, as b y + c / p
int with_fast_variable(graph::arena& g, int id, int x, std::string_view parameter) {
    int const y = g.add({.kind = graph::op::parameter, .name = g.name(fast_name)});
    return graph::replace(g, id, [&](int at) {
        if (g[at].kind != graph::op::product) return -1;
        graph::id_list rest;
        int divisor = -1;
        for (int k = 0; k < g[at].count; ++k) {
            int const factor = g.child(at, k);
            if (divisor < 0 && divides(g, factor, parameter))
                divisor = factor;
            else
                rest.push(factor);
        }
        if (divisor < 0) return -1;
        int const above = graph::product(g, rest);
        if (!g[above].form.is_scalar() || !graph::depends_on(g, above, g[x].name)) return -1;
        int const slope = graph::derivative(g, above, x);
        if (graph::depends_on(g, slope, g[x].name)) return -1;
        int const offset = graph::replace(g, above, [&](int part) { return part == x ? graph::number(g, 0) : -1; });
        return graph::sum(g, graph::product(g, slope, y), graph::product(g, offset, divisor));
    });
}

/// In the order in which they are tried
std::vector<double> periods() {
    std::vector<double> out;
    for (double const unit : {1.0, 2 * std::numbers::pi})
        for (int n = 1; n <= 6; ++n)
            for (int m = 1; m <= 4; ++m) out.push_back(unit * n / m);
    std::ranges::sort(out);
    return out;
}

}  // namespace

apart_in_scales::apart_in_scales(graph::arena& g, std::vector<int> const& roots, std::string_view position,
                                 double lower, double upper, bindings const& known)
    : g_(&g), roots_(roots), fast_(roots.size(), false), known_(&known) {
    int const x = graph::coordinate(g, g.name(position), 0, 1);
    std::array<double, 3> const slow{lower + 0.2137 * (upper - lower), lower + 0.5419 * (upper - lower),
                                     lower + 0.8323 * (upper - lower)};
    std::array<double, 7> const fast{0.0, 0.1713, 0.4421, 0.9077, 1.3139, 2.2231, 4.7171};
    for (auto const& [parameter, p] : known.parameters) {
        if (!(p > 0) || !(p < upper - lower)) continue;
        bool found = false;
        for (std::size_t k = 0; k < roots.size(); ++k) {
            roots_[k] = with_fast_variable(g, roots[k], x, parameter);
            found = found || roots_[k] != roots[k];
        }
        if (!found) continue;
        std::vector<xt::xtensor<double, 2>> at;
        for (std::size_t k = 0; k < roots.size(); ++k) {
            at.push_back(values(k, slow, fast));
            double largest = 0;
            for (double const v : at[k]) largest = std::max(largest, std::abs(v));
            fast_[k] = false;
            for (std::size_t i = 0; i < slow.size(); ++i)
                for (std::size_t j = 0; j < fast.size(); ++j)
                    if (std::abs(at[k](i, j) - at[k](i, 0)) > 1e-12 * largest) fast_[k] = true;
        }
        for (double const period : periods()) {
            std::vector<double> moved(fast.begin(), fast.end());
            for (double& y : moved) y += period;
            bool repeats = true;
            for (std::size_t k = 0; k < roots.size() && repeats; ++k) {
                if (!fast_[k]) continue;
                auto const then = values(k, slow, moved);
                double largest = 0;
                for (double const v : then) largest = std::max(largest, std::abs(v));
                for (std::size_t i = 0; i < slow.size(); ++i)
                    for (std::size_t j = 0; j < fast.size(); ++j)
                        repeats = repeats && std::abs(then(i, j) - at[k](i, j)) <= 1e-9 * largest;
            }
            if (!repeats) continue;
            if (std::ranges::find(fast_, true) != fast_.end()) scale_ = fast_scale{parameter, p, period};
            break;
        }
        if (scale_) return;
    }
    roots_ = roots;
}

xt::xtensor<double, 2> apart_in_scales::values(std::size_t root, std::span<double const> x,
                                               std::span<double const> y) const {
    auto out = xt::xtensor<double, 2>::from_shape({x.size(), y.size()});
    bindings with = *known_;
    for (std::size_t j = 0; j < y.size(); ++j) {
        with.parameters[std::string(fast_name)] = y[j];
        auto const column = tabulate(*g_, std::span(&roots_[root], 1), x, {.space = 1}, with);
        for (std::size_t i = 0; i < x.size(); ++i) out(i, j) = column(0, i);
    }
    return out;
}

}  // namespace lamina
