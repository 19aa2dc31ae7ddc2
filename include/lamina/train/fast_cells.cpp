// What fast coefficients do to slow solutions, in cells: of which waves they are made there

#include <lamina/train/fast_problem.hpp>

#include <limits>

#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>

namespace lamina::solving {

using table = xt::xtensor<double, 2>;

table fast_problem::slope_in_cells(slow_values const& slow, std::span<double const> x, fast_grid const& y) const {
    auto const points = y.points();
    auto const of = [&](root k) { return apart_->values(k, x, points); };
    table const lead = of(lead_), of_r = of(r), of_s = slow.data * of(s);
    bool const has_flux = lead_ == a;
    table const of_b = has_flux ? of(b) : table(xt::zeros_like(lead)), of_c = has_flux ? of(c) : of_r,
                of_g = has_flux ? table(slow.data * of(g)) : table(-of_s);
    std::vector<double> p;
    for (fast_scale const& scale : apart_->scales()) p.push_back(scale.p);
    table u = slow.u * xt::ones_like(lead), q = slow.q * xt::ones_like(lead), slope = xt::zeros_like(lead);
    constexpr int most_steps = 12;
    double last = std::numeric_limits<double>::infinity();
    for (int step = 0; step < most_steps; ++step) {
        table const next = (q - of_c * u - of_g) / lead;
        double const size = xt::amax(xt::abs(next))(), change = xt::amax(xt::abs(next - slope))();
        slope = next;
        bool const diverges = change > last;  // where eps is too large to be one
        if (step > 1 && (change <= 1e-15 * size || diverges)) break;
        last = step > 0 ? change : last;  // the first may be 0
        u = slow.u + fast_antiderivative(slope, y, p);
        if (has_flux) q = slow.q + fast_antiderivative(of_b * slope + of_r * u - of_s, y, p);
    }
    return slope;
}

void fast_problem::read_cells() {
    std::vector<double> period;
    for (fast_scale const& scale : apart_->scales()) period.push_back(scale.period[0]);
    using numbers = std::span<double const>;
    auto const spectrum = [&](auto const& h) {
        return spectrum_of(h, problem_->domain.lower(0), problem_->domain.upper(0), period);
    };
    of_resistance_ = spectrum([&](numbers x, fast_grid const& y) {
        return table(1 / apart_->values(lead_, x, y.points()));
    });
    of_source_ = spectrum([&](numbers x, fast_grid const& y) { return apart_->values(s, x, y.points()); });
    auto const add = [&](slow_values const& slow) {
        of_fast_slope_.push_back(
            {spectrum([&](numbers x, fast_grid const& y) { return slope_in_cells(slow, x, y); }), slow.data == 0});
    };
    auto const is_there = [&](root k) { return !graph::is_zero(*graph_, roots_[k]); };
    bool const has_flux = lead_ == a, u_counts = is_there(c) || is_there(r);
    if (apart_->is_fast(s) || is_there(g)) add({.data = 1});
    if (has_flux && (apart_->is_fast(b) || apart_->is_fast(c) || apart_->is_fast(r))) add({.q = 1});
    if (lead_ != r && u_counts && (!has_flux || apart_->is_fast(c) || apart_->is_fast(r))) add({.u = 1});
}

}  // namespace lamina::solving
