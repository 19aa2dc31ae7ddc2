#include <lamina/sample/balance.hpp>

#include <algorithm>
#include <array>
#include <numbers>

#include <lamina/linear_algebra/dense.hpp>
#include <lamina/network/chebyshev.hpp>
#include <lamina/sample/quadrature.hpp>

namespace lamina {

namespace {

constexpr std::size_t degree = 4;         // of the polynomials along each axis
constexpr std::array frequency{0, 1, 2};  // of the cosines along each axis
constexpr double rounding = 1e-9;

double volume(box const& domain) {
    double out = 1;
    for (std::size_t i = 0; i < domain.dimension(); ++i) out *= domain.length(i);
    return out;
}

/// The weights of an integral over points that lie on sides of an interval or a rectangle, n on each (of an interval
/// one); empty if they lie elsewhere
std::vector<double> side_weights(box const& domain, point_frame const& frame, std::vector<double> const& points,
                                 std::size_t n) {
    std::size_t const d = domain.dimension(), each = d == 1 ? 1 : n, size = frame.size();
    std::vector<double> along{1.0}, out;
    if (d > 2 || points.size() % (size * each) != 0) return {};
    if (d == 2) {
        auto const rule = quadrature_points(interval(0, 1), chebyshev_points({n}));
        along.assign(rule.weights.begin(), rule.weights.end());
    }
    for (std::size_t p = 0; p < points.size() / size; p += each) {
        double const *const first = points.data() + p * size, *const last = first + (each - 1) * size;
        std::size_t across = 0;
        while (across < d && first[across] != last[across]) ++across;
        if (across == d || (first[across] != domain.lower(across) && first[across] != domain.upper(across))) return {};
        for (double const w : along) out.push_back(w * (d == 1 ? 1.0 : domain.length(1 - across)));
    }
    return out;
}

}  // namespace

balance::balance(unknown_table const& unknowns, box const& domain, bindings const& known, std::size_t n,
                 test_functions kind)
    : unknowns_(&unknowns), domain_(&domain), known_(&known), n_(n), kind_(kind) {}

/// The derivatives of all test functions at the points, shape (N, tests)
std::vector<double> balance::tests(std::vector<double> const& points, multi_index const& alpha) const {
    std::size_t const d = domain_->dimension(), count = points.size() / d;
    std::vector<int> order(d, 0);
    for (int j = 0; j < alpha.order; ++j)
        ++order[static_cast<std::size_t>(alpha.direction[static_cast<std::size_t>(j)])];
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < d; ++i) lower.push_back(domain_->lower(i)), upper.push_back(domain_->upper(i));
    if (kind_ == test_functions::polynomials)
        return chebyshev_basis(lower, upper, std::vector<std::size_t>(d, degree)).derivative(points, order);
    std::vector<double> out;
    for (std::size_t p = 0; p < count; ++p) {
        std::vector<double> row{1.0};
        for (std::size_t i = 0; i < d; ++i) {
            std::vector<double> longer;
            for (double const before : row)
                for (int const k : frequency) {
                    bool const even = kind_ == test_functions::even;
                    double const wave = (even ? 1 : 2) * std::numbers::pi * k / domain_->length(i);
                    double const phase = even ? 0 : 0.7 * (k + 1);
                    longer.push_back(
                        before * std::pow(wave, order[i]) *
                        std::cos(wave * (points[p * d + i] - lower[i]) + phase + order[i] * std::numbers::pi / 2));
                }
            row = std::move(longer);
        }
        out.insert(out.end(), row.begin(), row.end());
    }
    return out;
}

balance::integrals balance::integrate(graph::arena& g, affine_form const& form, point_frame const& frame,
                                      std::vector<double> const& points, std::vector<double> const& weights) const {
    std::size_t const d = domain_->dimension(), count = weights.size(), jets = form.slopes.size();
    std::vector<double> where;
    for (std::size_t p = 0; p < count; ++p)
        for (std::size_t i = 0; i < d; ++i) where.push_back(points[p * frame.size() + i]);
    auto const values = tabulate(g, form.roots(), points, frame, *known_);
    integrals out;
    std::vector<double> applied;  // L or B_i of the tests, shape (N, tests)
    for (std::size_t k = 0; k < jets; ++k) {
        auto const of_jet = tests(where, graph::directions_of(g, form.jets[static_cast<int>(k)], unknowns_->dimension));
        std::size_t const size = of_jet.size() / count;
        std::vector<double> terms(size, 0.0);
        applied.resize(of_jet.size(), 0.0);
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t j = 0; j < size; ++j) {
                double const term = values[k * count + p] * of_jet[p * size + j];
                applied[p * size + j] += term, terms[j] += weights[p] * std::abs(term);
            }
        out.terms = std::max(out.terms, *std::ranges::max_element(terms));
    }
    out.of_tests.resize(applied.size() / count, 0.0);
    for (std::size_t k = 0; k < applied.size(); ++k) {
        out.of_tests[k % out.of_tests.size()] += weights[k / out.of_tests.size()] * applied[k];
        out.largest = std::max(out.largest, std::abs(applied[k]));
    }
    for (std::size_t p = 0; p < count; ++p) {
        out.of_rest += weights[p] * values[jets * count + p];
        out.size += weights[p] * std::abs(values[jets * count + p]);
    }
    return out;
}

void balance::set_equation(graph::arena& g, int residual) {
    affine_form const form = affine_form_of(g, residual, *unknowns_);
    applies_ = applies_ && form.holds && !form.slopes.empty() && domain_->dimension() <= 3;
    if (!applies_) return;
    std::vector<std::size_t> const counts(domain_->dimension(), n_);
    auto const over = kind_ == test_functions::periodic
                          ? quadrature_points(*domain_, grid_points(counts), std::vector<bool>(counts.size(), true))
                          : quadrature_points(*domain_, chebyshev_points(counts));
    std::vector<double> weights(over.weights.begin(), over.weights.end());
    for (double& w : weights) w *= volume(*domain_);
    equation_ = integrate(g, form, {unknowns_->dimension, false}, {over.points.begin(), over.points.end()}, weights);
}

void balance::add_flux(graph::arena& g, int residual, point_frame const& frame, std::vector<double> const& points) {
    affine_form const form = affine_form_of(g, residual, *unknowns_);
    auto const weights = side_weights(*domain_, frame, points, n_);
    applies_ = applies_ && form.holds && !form.slopes.empty() && domain_->dimension() <= 2 && !weights.empty() &&
               !frame.observed;
    for (int k = 0; k < form.jets.size; ++k)
        applies_ = applies_ && graph::directions_of(g, form.jets[k], unknowns_->dimension).order > 0;
    if (applies_) fluxes_.push_back(integrate(g, form, frame, points, weights));
}

std::optional<double> balance::fixed_mean() const {
    bool const periodic = kind_ == test_functions::periodic, even = kind_ == test_functions::even;
    if (!applies_ || periodic != fluxes_.empty()) return {};
    for (integrals const& flux : fluxes_)
        if (even && (flux.size > 0 || flux.largest > rounding)) return {};
    std::size_t const tests = equation_.of_tests.size(), m = even ? 0 : fluxes_.size();
    std::vector<double> a(tests * m), left = equation_.of_tests, c;
    for (std::size_t j = 0; j < tests; ++j)
        for (std::size_t i = 0; i < m; ++i) a[j * m + i] = fluxes_[i].of_tests[j];
    if (m > 0) c = linear_algebra::least_squares(a, tests, m, equation_.of_tests, 1e-12);
    double missed = 0, sum = equation_.of_rest, size = equation_.size;
    for (std::size_t j = 0; j < tests; ++j) {
        for (std::size_t i = 0; i < m; ++i) left[j] -= c[i] * a[j * m + i];
        missed = std::max(missed, std::abs(left[j]));
    }
    if (missed > rounding * equation_.terms) return {};
    for (std::size_t i = 0; i < m; ++i) sum -= c[i] * fluxes_[i].of_rest, size += std::abs(c[i]) * fluxes_[i].size;
    return std::abs(sum) <= 1e-8 * size ? 0.0 : sum / volume(*domain_);
}

}  // namespace lamina
