#include <lamina/train/fast_problem.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <lamina/sample/tabulate.hpp>

namespace lamina::solving {

constexpr std::size_t most_of_a_mean = 10'000'000;  // numbers in its row before they are summed

std::optional<fast_problem> fast_problem::of(problem_in_space const& problem) {
    lowered_problem const& lowered = problem.problem.problem;
    unknown_table const& unknowns = *lowered.unknowns;
    if (!problem.linear || unknowns.dimension != 1 || unknowns.time || unknowns.size != 1 ||
        lowered.components != std::vector<int>{1})
        return std::nullopt;
    fast_problem out;
    out.problem_ = &problem;
    out.graph_ = std::make_unique<graph::arena>(lowered.equations.arena());
    graph::arena& g = *out.graph_;
    graph::node_id const residual = (*lowered.equations.residuals)[0];
    auto const u = graph::unknowns_in(g, residual);
    auto form = graph::first_order_form_of(g, residual);
    if (!form.exists())  // d(a * d(u, x), x) is a divergence too
        form = graph::first_order_form_of(g, residual, u, form.position, form.dimension, graph::divergences::derived);
    if (!form.exists()) return std::nullopt;
    auto const linear = graph::linearise(g, form, u);
    out.roots_ = {linear.a[0], linear.c[0], linear.b[0], linear.r[0], linear.source, linear.flux[0]};
    for (graph::node_id& root : out.roots_) root = graph::scalarize(g, root);
    out.apart_ = std::make_unique<apart_in_scales>(g, out.roots_, unknowns.position, problem.domain, problem.with.known,
                                                  2);
    if (out.apart_->scales().empty()) return std::nullopt;
    out.divergence_only_ = graph::is_zero(g, out.roots_[b]) && graph::is_zero(g, out.roots_[r]);
    if (graph::is_zero(g, out.roots_[a])) {
        if (!graph::is_zero(g, out.roots_[c]) || !graph::is_zero(g, out.roots_[fast_problem::g])) return std::nullopt;
        out.lead_ = graph::is_zero(g, out.roots_[b]) ? r : b;
    }
    out.slow_flux_ = out.lead_ == a;
    for (root const k : {c, b, r, s}) out.slow_flux_ = out.slow_flux_ && !out.apart_->is_fast(k);
    auto const somewhere = interior_points(problem.domain, points(1000));
    auto const lead_there = out.at(out.lead_, somewhere);
    auto const [least, most] = std::ranges::minmax(lead_there);
    if (!(least * most > 0)) return std::nullopt;
    out.read_cells();
    return out;
}

std::vector<double> fast_problem::at(root of, std::span<double const> x) const {
    auto const values = tabulate(*graph_, std::span(&roots_[of], 1), x, {.space = 1}, problem_->with.known);
    return {values.begin(), values.end()};
}

std::optional<fast_waves> fast_problem::space(double tolerance, std::size_t further) const {
    auto const is_resolved = [](fast_part const& part) { return part.of.resolved; };
    if (!of_resistance_.resolved || !of_source_.resolved || !std::ranges::all_of(of_fast_slope_, is_resolved))
        return std::nullopt;
    auto const flux = flux_sizes();
    auto degrees = of_resistance_.degrees(tolerance, flux);
    for (fast_part const& part : of_fast_slope_)
        for (auto const& [k, d] : part.of.degrees(tolerance, part.times_solution ? flux : std::vector{1.0})) {
            long& degree = degrees.try_emplace(k, -1).first->second;
            degree = std::max(degree, d);
        }
    fast_waves out = waves_of(degrees, further);
    std::size_t const functions = space_of(out, problem_->domain).functions;
    if (problem_->problem.problem.has_mean() &&
        resolving_points(out, problem_->domain) * functions > most_of_a_mean)
        return std::nullopt;
    return out;
}

std::vector<double> fast_problem::flux_sizes() const {
    std::vector<double> of_source{1};
    auto const mean = of_source_.size.find({0, 0});
    if (mean != of_source_.size.end())
        for (double const d : mean->second)
            of_source.push_back(of_source_.largest > 0 ? d / of_source_.largest : 0.0);
    bool const alone = lead_ == a ? divergence_only_ && graph::is_zero(*graph_, roots_[c])
                                  : lead_ == r || graph::is_zero(*graph_, roots_[r]);
    if (alone) return of_source;
    auto const of_solution = solution_sizes();
    std::vector<double> out(of_source.size() + of_solution.size() - 1);
    for (std::size_t d = 0; d < of_source.size(); ++d)
        for (std::size_t e = 0; e < of_solution.size(); ++e)
            out[d + e] = std::max(out[d + e], of_source[d] * of_solution[e]);
    return out;
}

std::vector<double> fast_problem::solution_sizes() const {
    auto const somewhere = interior_points(problem_->domain, points(1000));
    auto const of_a = at(a, somewhere), of_b = at(b, somewhere), of_c = at(c, somewhere), of_r = at(r, somewhere);
    double resistance = 0, drift = 0, reaction = 0, decay = 0;
    bool oscillates = false;
    for (std::size_t n = 0; n < of_a.size(); ++n) {
        resistance += 1 / std::abs(of_a[n]) / static_cast<double>(of_a.size());
        decay = std::max(decay, std::abs(of_r[n] / of_b[n]));
        drift = std::max(drift, std::abs(of_b[n]) + std::abs(of_c[n]));
        reaction = std::max(reaction, std::abs(of_r[n]));
        oscillates = oscillates || (lead_ == a && of_r[n] * of_a[n] < 0);
    }
    double const k = lead_ == b ? decay
                                : resistance * (drift + std::sqrt(drift * drift + 4 * reaction / resistance)) / 2;
    double const z = std::min(k * problem_->domain.length(0) / 2, 500.0);  // of larger ones I_0 overflows
    std::vector<double> out{1};
    for (double bound = 1; out.back() > 1e-16 && out.size() < 400;) {
        auto const d = static_cast<double>(out.size());
        bound *= z / 2 / d;
        out.push_back(oscillates ? std::min(bound, 1.0) : std::cyl_bessel_i(d, z) / std::cyl_bessel_i(0.0, z));
    }
    return out;
}

fast_waves fast_problem::waves_of(std::map<multiples, long> const& degrees, std::size_t further) const {
    auto const number_of = [this](multiples const& k) {
        double out = 0;
        for (std::size_t i = 0; i < apart_->scales().size(); ++i)
            out += k[i] * (2 * std::numbers::pi / apart_->scales()[i].period[0] / apart_->scales()[i].p);
        return std::abs(out);
    };
    auto const more = [](long d, std::size_t by) { return static_cast<std::size_t>(std::max(d, 0L)) + by; };
    fast_waves out{number_of({1, 0}), {}};
    for (auto const& [k, d] : degrees)
        if (k[1] == 0) {
            out.degrees.resize(static_cast<std::size_t>(k[0]) + 1, further);
            out.degrees.back() = more(d, further);
        }
    for (auto const& [k, d] : degrees) {
        if (k[1] == 0) continue;
        // Where one scale is a multiple of the other, waves of both are the same. There are many: each has few more.
        std::size_t const of_wave = more(d, further / 2);
        double const number = number_of(k), multiple = std::round(number / out.wave);
        auto const is_same = [&](double other) { return std::abs(number - other) < 1e-9 * out.wave; };
        auto const known = std::ranges::find_if(out.others, is_same, &modulated_wave::number);
        if (multiple < static_cast<double>(out.degrees.size()) && is_same(multiple * out.wave)) {
            std::size_t& degree = out.degrees[static_cast<std::size_t>(multiple)];
            degree = std::max(degree, of_wave);
        } else if (known != out.others.end()) {
            known->degree = std::max(known->degree, of_wave);
        } else {
            out.others.push_back({number, of_wave});
        }
    }
    return out;
}

linear_space fast_problem::with_points(fast_waves const& space) const {
    linear_space out = space_of(space, problem_->domain);
    if (slow_flux_) out.points = points(16);  // of which only the conditions are read
    if (problem_->problem.problem.has_mean())
        out.points = chebyshev_points({std::max(out.points.counts[0], resolving_points(space, problem_->domain))});
    return out;
}

}  // namespace lamina::solving
