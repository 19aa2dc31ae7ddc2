#include <lamina/kernel/coercivity.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/terms/facts.hpp>
#include <lamina/linear_algebra/blas_threads.hpp>
#include <lamina/linear_algebra/dense.hpp>

namespace lamina {

namespace {

using graph::op;

/// The distinct nodes in `id` that are the unknown or a derivative of it, found from the top
void collect(graph::arena const& g, int id, std::vector<int>& jets) {
    bool const derivative = g[id].kind == op::partial && g[g.child(id, 0)].kind == op::unknown;
    if (!derivative && g[id].kind != op::unknown) {
        for (int k = 0; k < g[id].count; ++k) collect(g, g.child(id, k), jets);
        return;
    }
    for (int const jet : jets)
        if (jet == id) return;
    jets.push_back(id);
}

/// Nodes A_ij, i >= j, row by row; empty if coercivity is not defined for the equation.
std::vector<int> second_order_coefficients(graph::arena& g, int root, int dimension) {
    root = graph::scalarize(g, root);
    root = graph::replace(g, root, [&](int id) {
        bool const called = g[id].kind == op::call || g[id].kind == op::entry;
        return called && graph::contains(g, id, op::unknown) ? graph::inline_calls(g, id) : -1;
    });
    std::vector<int> jets;
    collect(g, root, jets);
    auto stand_in = [&](std::size_t k) { return g.add({.kind = op::channel, .a = 1000 + static_cast<long>(k)}); };
    int const residual = graph::replace(g, root, [&](int id) {
        for (std::size_t k = 0; k < jets.size(); ++k)
            if (jets[k] == id) return stand_in(k);
        return -1;
    });
    std::vector<int> out(static_cast<std::size_t>(dimension * (dimension + 1) / 2), graph::number(g, 0));
    bool any = false;
    int unknown = -1;
    for (std::size_t k = 0; k < jets.size(); ++k) {
        graph::node const jet = g[jets[k]];
        int const base = jet.kind == op::unknown ? jets[k] : g.child(jets[k], 0);
        if (unknown >= 0 && base != unknown) return {};
        unknown = base;
        for (int c = 1; jet.kind == op::partial && c < jet.count; ++c)
            if (g.name_of(g.child(jets[k], c)) == "t") return {};
        if (jet.kind != op::partial || jet.count < 3) continue;
        if (jet.count > 3) return {};
        int i = static_cast<int>(g[g.child(jets[k], 1)].a), j = static_cast<int>(g[g.child(jets[k], 2)].a);
        if (i < j) std::swap(i, j);
        int coefficient = graph::derivative(g, residual, stand_in(k));
        if (graph::contains(g, coefficient, op::channel)) return {};
        if (i != j) coefficient = graph::product(g, graph::number(g, {1, 2}), coefficient);
        out[static_cast<std::size_t>(i * (i + 1) / 2 + j)] = coefficient;
        any = true;
    }
    return any ? out : std::vector<int>{};
}

}  // namespace

void expect_coercive(graph::arena& g, int residual, int dimension, std::span<double const> points,
                     bindings const& known) {
    if (!g[residual].form.is_scalar() || !surface::in_divergence_form(g, residual)) return;
    std::vector<int> const entries = second_order_coefficients(g, residual, dimension);
    if (entries.empty()) return;
    std::vector<double> const values = tabulate(g, entries, points, {dimension}, known);
    auto const d = static_cast<std::size_t>(dimension);
    std::size_t const count = points.size() / d;

    auto matrix_at = [&](std::size_t p) {
        std::vector<double> a(d * d);
        for (std::size_t i = 0, entry = 0; i < d; ++i)
            for (std::size_t j = 0; j <= i; ++j, ++entry)
                a[i * d + j] = a[j * d + i] = values[entry * count + p] + 0.0;  // 0, not -0
        return a;
    };
    auto told = [&](std::size_t p) {
        auto const a = matrix_at(p);
        std::string text;
        for (std::size_t i = 0; i < d; ++i)
            text += fmt::format("{}[{:.6g}]", i > 0 ? ", " : "", fmt::join(std::span(a).subspan(i * d, d), ", "));
        return fmt::format("{} at the point ({:.6g})", d == 1 ? fmt::format("{:.6g}", a[0]) : "[" + text + "]",
                           fmt::join(points.subspan(p * d, d), ", "));
    };
    auto refuse = [](std::string const& what) {
        throw std::invalid_argument("collocate: the coefficient of the second derivatives, left side minus right, is " +
                                    what + ", expected a coercive coefficient: " +
                                    "definite at every point, with the same sign at all of them");
    };
    linear_algebra::blas_threads const threads;  // for all points at once
    double first = 0;
    for (std::size_t p = 0; p < count; ++p) {
        auto const eigenvalues = linear_algebra::symmetric_eigenvalues(matrix_at(p), d);
        double const sign = eigenvalues.front() + eigenvalues.back() > 0 ? 1.0 : -1.0;
        double const least = sign > 0 ? eigenvalues.back() : -eigenvalues.front();
        double const most = sign > 0 ? eigenvalues.front() : -eigenvalues.back();
        double const rounding = static_cast<double>(d) * std::numeric_limits<double>::epsilon();
        if (!(least > (d > 1 ? rounding * most : 0.0))) refuse(told(p));
        if (p == 0) first = sign;
        if (sign != first) refuse(told(0) + " and " + told(p));
    }
}

}  // namespace lamina
