// How a problem with fast coefficients is solved by least squares: its rows as they are collocated, or with a slow flux

#include <lamina/train/fast_problem.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <lamina/discretise/assemble.hpp>
#include <lamina/network/wave_products.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/train/freedom.hpp>

namespace lamina::solving {

constexpr double rank_tolerance = 1e-14;

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
