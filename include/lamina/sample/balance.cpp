#include <lamina/sample/balance.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/terms/jet_use.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/sample/contradictions.hpp>

namespace lamina {

namespace {

constexpr double rounding = 1e-9;

/// Points along an axis for relations, and, sizes without common factors, for right-hand sides
std::size_t size_of_relation(std::size_t d) {
    return d == 1 ? 512 : d == 2 ? 48 : 14;
}
std::vector<std::size_t> sizes_of_rest(std::size_t d) {
    if (d == 1) return {1021, 947, 887, 821, 761, 701, 641};
    if (d == 2) return {67, 61, 59, 53, 47};
    return {23, 19, 17, 13};
}

}  // namespace

void balance::identify(std::string_view unknown, std::size_t axis) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(unknowns_->size); ++k)
        if (unknowns_->unknown[k].name == unknown) periodic_[k][axis] = true;
}

std::vector<bool> balance::rules() const {
    std::vector<bool> out;
    for (std::size_t i = 0; i < domain_->dimension(); ++i)
        out.push_back(std::all_of(periodic_.begin(), periodic_.begin() + unknowns_->size,
                                  [i](auto const& axes) { return axes[i]; }));
    return out;
}

void balance::add_condition(graph::arena const& g, graph::id_list const& residuals, point_frame const& frame,
                            point_list const& points) {
    if (frame.observed) return;
    auto const held = std::make_shared<graph::arena>(g);
    for (int r = 0; r < residuals.size; ++r) {
        affine_form const form = affine_form_of(*held, residuals[r], *unknowns_);
        if (!form.holds || form.slopes.empty()) continue;
        for (std::size_t p = 0; p < points.shape(0); ++p)
            for (std::size_t i = 0; i < domain_->dimension(); ++i)
                for (bool const upper : {false, true})
                    if (points(p, i) == (upper ? domain_->upper(i) : domain_->lower(i)))
                        conditions_.push_back({held, form, frame, {i, upper}});
    }
}

std::vector<double> balance::tests(std::span<double const> x, std::size_t unknown, multi_index const& alpha,
                                   test_functions kind) const {
    std::vector<double> out{1.0};
    for (std::size_t i = 0; i < domain_->dimension(); ++i) {
        test_functions const along = periodic_[unknown][i] ? test_functions::waves : kind;
        std::vector<double> longer;
        for (double const before : out)
            for (int k = 0; k < count_of(along); ++k)
                longer.push_back(before * test_function(along, k, alpha.count(static_cast<int>(i)),
                                                        x[i] - domain_->lower(i), domain_->length(i)));
        out = std::move(longer);
    }
    return out;
}

balance::integrals balance::integrate(graph::arena& g, affine_form const& form, point_frame const& frame,
                                      integral_rule const& over, test_functions kind) const {
    auto const& [points, weights] = over;
    std::size_t const d = domain_->dimension(), count = weights.size(), jets = form.slopes.size();
    auto const values = tabulate(g, form.slopes, points, frame, *known_);
    std::vector<std::size_t> begin{0};  // of the tests of each unknown
    for (std::size_t k = 0; k < static_cast<std::size_t>(unknowns_->size); ++k)
        begin.push_back(begin.back() + tests(std::span(points).first(d), k, {}, kind).size());
    integrals out;
    out.of_tests.assign(begin.back(), 0.0);
    std::vector<double> terms(jets * begin.back(), 0.0), applied(begin.back());
    for (std::size_t p = 0; p < count; ++p) {
        std::ranges::fill(applied, 0.0);
        for (std::size_t k = 0; k < jets; ++k) {
            graph::node_id const jet = form.jets[static_cast<int>(k)];
            auto const of = static_cast<std::size_t>(graph::unknown_index(g, jet, *unknowns_));
            auto const w = tests(std::span(points).subspan(p * frame.size(), d), of,
                                 graph::directions_of(g, jet, unknowns_->dimension), kind);
            for (std::size_t j = 0; j < w.size(); ++j) {
                double const term = values(k, p) * w[j];
                applied[begin[of] + j] += term;
                terms[k * begin.back() + begin[of] + j] += weights[p] * std::abs(term);
            }
        }
        for (std::size_t j = 0; j < applied.size(); ++j) {
            out.of_tests[j] += weights[p] * applied[j];
            out.largest = std::max(out.largest, std::abs(applied[j]));
        }
    }
    out.terms = terms.empty() ? 0 : *std::ranges::max_element(terms);
    return out;
}

balance::integrals balance::integrate_rest(graph::arena& g, affine_form const& form, point_frame const& frame,
                                           integral_rule const& over) const {
    auto const values = tabulate(g, std::span(&form.rest, 1), over.points, frame, *known_);
    integrals out;
    for (std::size_t p = 0; p < over.weights.size(); ++p) {
        out.of_rest += over.weights[p] * values(0, p);
        out.size += over.weights[p] * std::abs(values(0, p));
    }
    return out;
}

/// Whether the adjoint of L has no value at 1, sum_k (-D)^k slope_k = 0, for each unknown, at points between those of
/// any grid; up to rounding of the slopes, per power of the lengths.
bool balance::is_divergence(graph::arena& g, affine_form const& form) const {
    std::size_t const jets = form.slopes.size();
    std::vector<graph::node_id> roots = form.slopes;
    std::vector<std::size_t> of;
    std::vector<double> scale;
    for (std::size_t k = 0; k < jets; ++k) {
        graph::node_id const jet = form.jets[static_cast<int>(k)];
        multi_index const alpha = graph::directions_of(g, jet, unknowns_->dimension);
        graph::node_id term = form.slopes[k];
        double lengths = 1;
        for (int j = 0; j < alpha.order; ++j) {
            int const axis = alpha.direction[static_cast<std::size_t>(j)];
            term = graph::negative(g, graph::derivative(g, term, graph::axis(g, *unknowns_, axis)));
            lengths *= domain_->length(static_cast<std::size_t>(axis));
        }
        roots.push_back(term), scale.push_back(1 / lengths);
        of.push_back(static_cast<std::size_t>(graph::unknown_index(g, jet, *unknowns_)));
    }
    auto const points = interior_points(*domain_, random_points(64, 1));
    auto const values = tabulate(g, roots, points, {unknowns_->dimension, false}, *known_);
    for (std::size_t p = 0; p < points.shape(0); ++p) {
        std::array<double, unknown_table::capacity> sum{}, size{};
        for (std::size_t k = 0; k < jets; ++k) {
            sum[of[k]] += values(jets + k, p);
            size[of[k]] += std::abs(values(k, p)) * scale[k];
        }
        for (std::size_t j = 0; j < sum.size(); ++j)
            if (std::abs(sum[j]) > rounding * size[j]) return false;
    }
    return true;
}

/// Whether on each side across an axis along which L differentiates some condition has a derivative of one order less,
/// as a flux has; sides that are periodic need none.
bool balance::has_fluxes(graph::arena const& g, affine_form const& form) const {
    auto const order = [&](graph::arena const& of, graph::node_id jet) {
        return graph::directions_of(of, jet, unknowns_->dimension);
    };
    for (std::size_t i = 0; i < domain_->dimension(); ++i) {
        int highest = 0;
        for (int k = 0; k < form.jets.size; ++k) {
            auto const of = static_cast<std::size_t>(graph::unknown_index(g, form.jets[k], *unknowns_));
            multi_index const alpha = order(g, form.jets[k]);
            if (alpha.count(static_cast<int>(i)) > 0 && !periodic_[of][i]) highest = std::max(highest, alpha.order);
        }
        for (bool const upper : {false, true}) {
            bool const found = std::ranges::any_of(conditions_, [&](condition const& c) {
                bool reaches = false;
                for (int k = 0; k < c.form.jets.size; ++k)
                    reaches = reaches || order(*c.g, c.form.jets[k]).order >= highest - 1;
                return reaches && c.at.axis == i && c.at.upper == upper;
            });
            if (highest > 0 && !found) return false;
        }
    }
    return true;
}

/// Whether integral L w is the sum of integrals of B_i w; the c_i
bool balance::relate(graph::arena& g, affine_form const& form, test_functions kind, std::vector<double>& c) const {
    std::size_t const n = size_of_relation(domain_->dimension());
    integrals const equation = integrate(g, form, {unknowns_->dimension, false}, over_box(*domain_, n, rules()), kind);
    std::size_t const tests = equation.of_tests.size(), m = kind == test_functions::even ? 0 : conditions_.size();
    std::vector<double> a(m * tests), left = equation.of_tests;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        condition const& b = conditions_[i];
        integrals const flux =
            integrate(*b.g, b.form, b.frame, over_side(*domain_, b.at, n, rules(), b.frame.normal), kind);
        if (kind == test_functions::even && flux.largest > rounding) return false;
        for (std::size_t j = 0; j < tests && m > 0; ++j) a[i * tests + j] = flux.of_tests[j];
    }
    c.assign(conditions_.size(), 0.0);
    if (m > 0) {
        auto columns = a;
        c = numerics::truncated_least_squares(columns, tests, m, equation.of_tests, 1e-12).x;
    }
    for (std::size_t i = 0; i < m; ++i) {
        double most = 0;
        for (std::size_t j = 0; j < tests; ++j) most = std::max(most, std::abs(c[i] * a[i * tests + j]));
        if (most <= rounding * equation.terms) c[i] = 0;
    }
    for (std::size_t j = 0; j < tests; ++j) {
        for (std::size_t i = 0; i < m; ++i) left[j] -= c[i] * a[i * tests + j];
        if (std::abs(left[j]) > rounding * equation.terms) return false;
    }
    return true;
}

balance::mean_value balance::fixed_mean(graph::arena const& from, graph::node_id residual) const try {
    auto const held = std::make_unique<graph::arena>(from);
    graph::arena& g = *held;
    point_frame const frame{unknowns_->dimension, false};
    affine_form const form = affine_form_of(g, residual, *unknowns_);
    if (!form.holds || form.slopes.empty() || !has_fluxes(g, form) || !is_divergence(g, form)) return {};
    std::vector<double> c;
    bool const even = !relate(g, form, test_functions::powers, c);
    if (even && (unknowns_->size > 1 || !relate(g, form, test_functions::even, c))) return {};
    std::vector<double> sums;
    double size = 0;
    for (std::size_t const n : sizes_of_rest(domain_->dimension())) {
        integrals const source = integrate_rest(g, form, frame, over_box(*domain_, n, rules()));
        double sum = source.of_rest, of_all = source.size;
        for (std::size_t i = 0; i < conditions_.size(); ++i) {
            condition const& b = conditions_[i];
            if (c[i] == 0 && !even) continue;
            integrals const flux =
                integrate_rest(*b.g, b.form, b.frame, over_side(*domain_, b.at, n, rules(), b.frame.normal));
            if (even && flux.size > 0) return {};
            sum -= c[i] * flux.of_rest, of_all += std::abs(c[i]) * flux.size;
        }
        sums.push_back(sum), size = std::max(size, of_all);
    }
    auto const [least, most] = std::ranges::minmax(sums);
    double volume = 1;
    for (std::size_t i = 0; i < domain_->dimension(); ++i) volume *= domain_->length(i);
    if (!(std::abs(sums.front()) > std::max(4 * (most - least), 1e-8 * size))) return {};
    return {sums.front() / volume, (most - least) / volume};
} catch (std::exception const&) {  // what has no value at some of the points, or no derivative
    return {};
}

std::vector<unbalanced> unbalanced_equations(lowered_problem const& problem, box const& domain, bindings const& known) {
    unknown_table const& unknowns = *problem.unknowns;
    if (unknowns.time || unknowns.dimension > 3) return {};
    balance sums(unknowns, domain, known);
    for (lowered_condition const& c : problem.conditions) {
        if (c.how == lowered_condition::kind::periodic)
            for (std::size_t i = 0; i < domain.dimension(); ++i)
                if (c.periodic[i]) sums.identify(c.unknown, i);
        if (c.how != lowered_condition::kind::at_places) continue;
        graph::arena const g = c.of.arena();
        point_frame const frame = frame_of_condition(c.of, {unknowns.dimension, false});
        place_points const lay(domain, frame, {.count = 1, .lattice = true}, known, {});
        for (lowered_place const& place : c.places)
            if (place.how != lowered_place::kind::measured) sums.add_condition(g, *c.of.residuals, frame, lay(place));
    }
    std::vector<unbalanced> out;
    graph::arena const g = problem.equations.arena();
    int at = 0;
    for (std::size_t k = 0; k < problem.components.size(); ++k)
        for (int i = 0; i < problem.components[k]; ++i)
            if (auto const mean = sums.fixed_mean(g, (*problem.equations.residuals)[at++]); mean.value != 0) {
                std::string const name =
                    name_of_equation(problem, k);
                out.push_back({problem.components[k] > 1 ? fmt::format("{}[{}]", name, i) : name, mean});
            }
    return out;
}

}  // namespace lamina
