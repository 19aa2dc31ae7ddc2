#include <lamina/sample/balance.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <lamina/dsl/terms/jet_use.hpp>
#include <lamina/linear_algebra/dense.hpp>
#include <lamina/sample/quadrature.hpp>

namespace lamina {

namespace {

constexpr int powers = 5, waves = 3;  // test functions along an axis
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

/// Derivative number m of the k-th function of a kind at distance s from the lower end of an axis of a length
double power(int k, int m, double s, double length) {
    double out = 1;
    for (int j = 0; j < m; ++j) out *= 2 / length * (k - j);
    return k < m ? 0 : out * std::pow(2 * s / length - 1, k - m);
}
double cosine(double frequency, double phase, int m, double s) {
    return std::pow(frequency, m) * std::cos(frequency * s + phase + m * std::numbers::pi / 2);
}

}  // namespace

void balance::identify(std::string_view unknown, std::size_t axis) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(unknowns_->size); ++k)
        if (unknowns_->unknown[k].name == unknown) periodic_[k][axis] = true;
}

bool balance::all_periodic(std::size_t axis) const {
    return std::all_of(periodic_.begin(), periodic_.begin() + unknowns_->size,
                       [axis](auto const& axes) { return axes[axis]; });
}

void balance::add_condition(graph::arena const& g, graph::id_list const& residuals, point_frame const& frame,
                            std::vector<double> const& points) {
    if (frame.observed) return;
    auto const held = std::make_shared<graph::arena>(g);
    for (int r = 0; r < residuals.size; ++r) {
        affine_form const form = affine_form_of(*held, residuals[r], *unknowns_);
        if (!form.holds || form.slopes.empty()) continue;
        for (std::size_t p = 0; p < points.size(); p += frame.size())
            for (std::size_t i = 0; i < domain_->dimension(); ++i)
                for (bool const upper : {false, true})
                    if (points[p + i] == (upper ? domain_->upper(i) : domain_->lower(i)))
                        conditions_.push_back({held, form, frame, {i, upper}});
    }
}

/// The points of a tensor product of rules along the axes; across `at`, if there is one, its side.
balance::points_with_weights balance::on(side const& at, std::size_t n, bool normal) const {
    std::size_t const d = domain_->dimension();
    points_with_weights out{{}, {1.0}};
    for (std::size_t i = 0; i < d; ++i) {
        std::vector<double> x{at.upper ? domain_->upper(i) : domain_->lower(i)}, w{1.0};
        if (i != at.axis) {
            bool const periodic = all_periodic(i);
            auto const rule = quadrature_points(interval(domain_->lower(i), domain_->upper(i)),
                                                periodic ? grid_points({n}) : chebyshev_points({n}), {periodic});
            x.assign(rule.points.begin(), rule.points.end()), w.assign(rule.weights.begin(), rule.weights.end());
            for (double& weight : w) weight *= domain_->length(i);
        }
        points_with_weights more;
        for (std::size_t p = 0; p < out.second.size(); ++p)
            for (std::size_t k = 0; k < x.size(); ++k) {
                auto const first = out.first.begin() + static_cast<std::ptrdiff_t>(p * i);
                more.first.insert(more.first.end(), first, first + static_cast<std::ptrdiff_t>(i));
                more.first.push_back(x[k]);
                more.second.push_back(out.second[p] * w[k]);
            }
        out = std::move(more);
    }
    if (!normal) return out;
    std::vector<double> with;
    for (std::size_t p = 0; p < out.second.size(); ++p) {
        for (std::size_t i = 0; i < d; ++i) with.push_back(out.first[p * d + i]);
        for (std::size_t i = 0; i < d; ++i) with.push_back(i == at.axis ? (at.upper ? 1.0 : -1.0) : 0.0);
    }
    return {std::move(with), std::move(out.second)};
}
balance::points_with_weights balance::inside(std::size_t n) const {
    return on({domain_->dimension(), false}, n, false);
}

/// A derivative of all test functions for an unknown at a point x, shape (tests,)
std::vector<double> balance::tests(std::span<double const> x, std::size_t unknown, multi_index const& alpha,
                                   shape_of_tests kind) const {
    std::vector<double> out{1.0};
    for (std::size_t i = 0; i < domain_->dimension(); ++i) {
        bool const periodic = periodic_[unknown][i], even = !periodic && kind == shape_of_tests::even;
        int const m = alpha.count(static_cast<int>(i));
        double const s = x[i] - domain_->lower(i), length = domain_->length(i);
        std::vector<double> longer;
        for (double const before : out)
            for (int k = 0; k < (periodic || even ? waves : powers); ++k)
                longer.push_back(before * (periodic ? cosine(2 * std::numbers::pi * k / length, 0.7 * (k + 1), m, s)
                                           : even   ? cosine(std::numbers::pi * k / length, 0, m, s)
                                                    : power(k, m, s, length)));
        out = std::move(longer);
    }
    return out;
}

balance::integrals balance::integrate(graph::arena& g, affine_form const& form, point_frame const& frame,
                                      points_with_weights const& over, shape_of_tests kind) const {
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
            int const jet = form.jets[static_cast<int>(k)];
            auto const of = static_cast<std::size_t>(graph::unknown_index(g, jet, *unknowns_));
            auto const w = tests(std::span(points).subspan(p * frame.size(), d), of,
                                 graph::directions_of(g, jet, unknowns_->dimension), kind);
            for (std::size_t j = 0; j < w.size(); ++j) {
                double const term = values[k * count + p] * w[j];
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
                                           points_with_weights const& over) const {
    auto const values = tabulate(g, std::span(&form.rest, 1), over.first, frame, *known_);
    integrals out;
    for (std::size_t p = 0; p < values.size(); ++p) {
        out.of_rest += over.second[p] * values[p];
        out.size += over.second[p] * std::abs(values[p]);
    }
    return out;
}

/// Whether the adjoint of L has no value at 1, sum_k (-D)^k slope_k = 0, for each unknown, at points between those of
/// any grid; up to rounding of the slopes, per power of the lengths.
bool balance::is_divergence(graph::arena& g, affine_form const& form) const {
    std::size_t const jets = form.slopes.size();
    std::vector<int> roots = form.slopes;
    std::vector<std::size_t> of;
    std::vector<double> scale;
    for (std::size_t k = 0; k < jets; ++k) {
        int const jet = form.jets[static_cast<int>(k)];
        multi_index const alpha = graph::directions_of(g, jet, unknowns_->dimension);
        int term = form.slopes[k];
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
    std::size_t const count = points.size() / domain_->dimension();
    auto const values = tabulate(g, roots, points, {unknowns_->dimension, false}, *known_);
    for (std::size_t p = 0; p < count; ++p) {
        std::array<double, unknown_table::capacity> sum{}, size{};
        for (std::size_t k = 0; k < jets; ++k) {
            sum[of[k]] += values[(jets + k) * count + p];
            size[of[k]] += std::abs(values[k * count + p]) * scale[k];
        }
        for (std::size_t j = 0; j < sum.size(); ++j)
            if (std::abs(sum[j]) > rounding * size[j]) return false;
    }
    return true;
}

/// Whether on each side across an axis along which L differentiates some condition has a derivative of one order less,
/// as a flux has; sides that are periodic need none.
bool balance::has_fluxes(graph::arena const& g, affine_form const& form) const {
    auto const order = [&](graph::arena const& of, int jet) {
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
bool balance::relate(graph::arena& g, affine_form const& form, shape_of_tests kind, std::vector<double>& c) const {
    std::size_t const n = size_of_relation(domain_->dimension());
    integrals const equation = integrate(g, form, {unknowns_->dimension, false}, inside(n), kind);
    std::size_t const tests = equation.of_tests.size(), m = kind == shape_of_tests::even ? 0 : conditions_.size();
    std::vector<double> a(tests * m), left = equation.of_tests;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        condition const& b = conditions_[i];
        integrals const flux = integrate(*b.g, b.form, b.frame, on(b.at, n, b.frame.normal), kind);
        if (kind == shape_of_tests::even && flux.largest > rounding) return false;
        for (std::size_t j = 0; j < tests && m > 0; ++j) a[j * m + i] = flux.of_tests[j];
    }
    c.assign(conditions_.size(), 0.0);
    if (m > 0) c = linear_algebra::least_squares(a, tests, m, equation.of_tests, 1e-12);
    for (std::size_t i = 0; i < m; ++i) {
        double most = 0;
        for (std::size_t j = 0; j < tests; ++j) most = std::max(most, std::abs(c[i] * a[j * m + i]));
        if (most <= rounding * equation.terms) c[i] = 0;
    }
    for (std::size_t j = 0; j < tests; ++j) {
        for (std::size_t i = 0; i < m; ++i) left[j] -= c[i] * a[j * m + i];
        if (std::abs(left[j]) > rounding * equation.terms) return false;
    }
    return true;
}

balance::mean_value balance::fixed_mean(graph::arena const& from, int residual) const try {
    auto const held = std::make_unique<graph::arena>(from);
    graph::arena& g = *held;
    point_frame const frame{unknowns_->dimension, false};
    affine_form const form = affine_form_of(g, residual, *unknowns_);
    if (!form.holds || form.slopes.empty() || !has_fluxes(g, form) || !is_divergence(g, form)) return {};
    std::vector<double> c;
    bool const even = !relate(g, form, shape_of_tests::powers, c);
    if (even && (unknowns_->size > 1 || !relate(g, form, shape_of_tests::even, c))) return {};
    std::vector<double> sums;
    double size = 0;
    for (std::size_t const n : sizes_of_rest(domain_->dimension())) {
        integrals const source = integrate_rest(g, form, frame, inside(n));
        double sum = source.of_rest, of_all = source.size;
        for (std::size_t i = 0; i < conditions_.size(); ++i) {
            condition const& b = conditions_[i];
            if (c[i] == 0 && !even) continue;
            integrals const flux = integrate_rest(*b.g, b.form, b.frame, on(b.at, n, b.frame.normal));
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

}  // namespace lamina
