#include <lamina/train/fast_problem.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <lamina/discretise/assemble.hpp>
#include <lamina/network/wave_products.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/sample/tabulate.hpp>
#include <lamina/train/freedom.hpp>

namespace lamina::solving {

constexpr double rank_tolerance = 1e-14;
constexpr std::size_t most_of_a_mean = 10'000'000;  // numbers in its row before they are summed

/// Least squares that are filled entry by entry
struct rows_and_columns : probed_rows {
    rows_and_columns(std::size_t n, std::size_t p)
        : probed_rows{n, p, 0, std::vector<double>(n * p), std::vector<double>(n), {}} {}
    double& at(std::size_t row, std::size_t column) { return columns[column * rows + row]; }
    [[nodiscard]] std::vector<double> solved() {
        return numerics::least_squares(columns, rows, functions, right, rank_tolerance).x;
    }
};

namespace {

/// J at 0 and the residual there, of a system that is affine
struct affine_rows {
    std::size_t rows, parameters;
    std::vector<double> j, r;

    explicit affine_rows(residual_system<double>& system)
        : rows(system.rows()), parameters(system.parameters()), j(rows * parameters), r(rows) {
        system.jacobian(std::vector<double>(parameters, 0.0), r, j);
    }
    /// Row `from` times `weight` into row `to`
    void copy(std::size_t from, double weight, rows_and_columns& into, std::size_t to) const {
        for (std::size_t q = 0; q < parameters; ++q) into.at(to, q) = weight * j[q * rows + from];
        into.right[to] = -weight * r[from];
    }
};

/// The functions of a space differentiated `order` times and the constant behind them, shape (functions + 1, N)
xt::xtensor<double, 2> with_constant(trial_space const& space, std::span<double const> x, int order) {
    xt::xtensor<double, 2> out({space.size() + 1, x.size()}, order == 0 ? 1.0 : 0.0);
    std::ranges::copy(space.derivative(x, {order}), out.data());
    return out;
}

}  // namespace

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
    auto const form = graph::first_order_form_of(g, residual);
    if (!form.exists()) return std::nullopt;
    auto const linear = graph::linearise(g, form, graph::unknowns_in(g, residual));
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

void fast_problem::read_cells() {
    double const lower = problem_->domain.lower(0), upper = problem_->domain.upper(0);
    std::vector<double> p, period;
    for (fast_scale const& scale : apart_->scales()) p.push_back(scale.p), period.push_back(scale.period[0]);
    using numbers = std::span<double const>;
    auto const source = [&](numbers x, numbers y) { return apart_->values(s, x, y); };
    auto const resistance = [&](numbers x, numbers y) {
        auto out = apart_->values(lead_, x, y);
        for (double& v : out) v = 1 / v;
        return out;
    };
    of_resistance_ = spectrum_of(resistance, lower, upper, period);
    of_source_ = spectrum_of(source, lower, upper, period);
    if (!apart_->is_fast(s)) return;
    auto const fast_slope = [&](numbers x, numbers y) {
        auto part = source(x, y), out = resistance(x, y);
        auto const all = static_cast<double>(part.shape(1));
        fast_grid const grid{period, static_cast<std::size_t>(std::lround(period.size() == 1 ? all : std::sqrt(all)))};
        if (lead_ == a) part = fast_antiderivative(part, grid, p);
        out *= part;
        return out;
    };
    of_fast_slope_ = spectrum_of(fast_slope, lower, upper, period);
}

std::optional<fast_waves> fast_problem::space(double tolerance, std::size_t further) const {
    if (!of_resistance_.resolved || !of_source_.resolved) return std::nullopt;
    auto degrees = of_resistance_.degrees(tolerance, flux_of_mean());
    for (auto const& [k, d] : of_fast_slope_.degrees(tolerance)) {
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

std::vector<double> fast_problem::flux_of_mean() const {
    std::vector<double> out{1};
    auto const mean = of_source_.size.find({0, 0});
    if (mean == of_source_.size.end()) return out;
    for (double const d : mean->second) out.push_back(of_source_.largest > 0 ? d / of_source_.largest : 0.0);
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

result fast_problem::solved_in(fast_waves const& space) const {
    auto at = std::make_shared<discretisation>(
        collocation::assemble(problem_->problem, problem_->domain, with_points(space), problem_->with));
    std::vector<double> theta;
    if (slow_flux_) {
        theta = rows_with_flux(*at, space).solved();
        theta.resize(at->parameters());
    } else {
        theta = by_rows(*at, space);
    }
    return {std::move(at), std::move(theta)};
}

double fast_problem::freedom(result const& found, fast_waves const& space) const {
    if (!slow_flux_) return solving::freedom(found);
    auto rows = rows_with_flux(*found.at, space);
    auto const probes = interior_points(problem_->domain, random_points(40, 3));
    wave_products const u(problem_->domain.lower(0), problem_->domain.upper(0), space.every_wave());
    rows.probes = 40;
    auto const at_probes = with_constant(u, probes, 0);
    rows.at_probes.assign(at_probes.begin(), at_probes.end());
    rows.at_probes.resize(rows.functions * rows.probes, 0.0);  // the flux is not looked at
    std::vector<double> whole = found.theta;
    whole.resize(rows.functions, 0.0);
    return solving::freedom(rows, whole);
}

rows_and_columns fast_problem::rows_with_flux(discretisation& at_points, fast_waves const& space) const {
    box const& domain = problem_->domain;
    // The flux is slow up to eps where u' or u stand beside the divergence.
    std::vector<modulated_wave> const waves = space.every_wave();
    std::vector<modulated_wave> of_flux{{0, std::ranges::max(waves, {}, &modulated_wave::degree).degree}};
    if (!divergence_only_) of_flux = waves;
    wave_products const u(domain.lower(0), domain.upper(0), waves);
    wave_products const q(domain.lower(0), domain.upper(0), of_flux);
    std::size_t const of_u = u.size() + 1, of_q = q.size() + 1;
    affine_rows const given(at_points.system());
    std::size_t const conditions = at_points.system().blocks()[0].size, more = given.rows - conditions;
    auto const count = static_cast<std::size_t>(2.0 * static_cast<double>(of_u + of_q)) + 1;
    auto const x = stratified_points(domain, count);
    std::array<std::vector<double>, 6> known;
    for (root const k : {a, c, b, r, s, g}) known[k] = at(k, x);

    rows_and_columns all(2 * count + more, of_u + of_q);
    double const weight = domain.length(0) / std::sqrt(static_cast<double>(count));
    for (int const order : {0, 1}) {
        auto const functions = with_constant(u, x, order);
        for (std::size_t k = 0; k < of_u; ++k)
            for (std::size_t n = 0; n < count; ++n) {
                double const v = weight * functions(k, n);
                all.at(n, k) += order == 0 ? v * known[c][n] / known[a][n] : v;
                all.at(count + n, k) += v * (order == 0 ? known[r][n] : known[b][n]);
            }
        auto const slow = with_constant(q, x, order);
        for (std::size_t k = 0; k < of_q; ++k)
            for (std::size_t n = 0; n < count; ++n) {
                double const v = weight * slow(k, n);
                if (order == 0)
                    all.at(n, of_u + k) -= v / known[a][n];
                else
                    all.at(count + n, of_u + k) -= v;
            }
    }
    for (std::size_t n = 0; n < count; ++n) {
        all.right[n] = -weight * known[g][n] / known[a][n];
        all.right[count + n] = weight * known[s][n];
    }
    for (std::size_t n = 0; n < more; ++n) given.copy(conditions + n, 1, all, 2 * count + n);
    return all;
}

std::vector<double> fast_problem::by_rows(discretisation& at_points, fast_waves const& space) const {
    affine_rows const given(at_points.system());
    std::size_t const count = at_points.system().blocks()[0].size;
    auto const x = interior_points(problem_->domain, with_points(space).points);
    auto const lead = at(lead_, x);
    rows_and_columns all(given.rows, given.parameters);
    double const weight = std::pow(problem_->domain.length(0), lead_ == a   ? 2
                                                               : lead_ == b ? 1
                                                                            : 0) /
                          std::sqrt(static_cast<double>(count));
    for (std::size_t n = 0; n < given.rows; ++n) given.copy(n, n < count ? weight / lead[n] : 1.0, all, n);
    return all.solved();
}

}  // namespace lamina::solving
