#include <lamina/sample/declared.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <Eigen/Core>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>

namespace lamina {

namespace {

/// The coefficients in `id` as written, each at its arguments once
void collect_calls(graph::arena const& g, graph::node_id id, std::vector<graph::node_id>& out) {
    if (g[id].kind == graph::op::call && g[id].b == 0 && !graph::contains(g, id, graph::op::unknown) &&
        std::find(out.begin(), out.end(), id) == out.end())
        out.push_back(id);
    for (int k = 0; k < g[id].count; ++k) collect_calls(g, g.child(id, k), out);
}

/// True if every parameter in `id` is bound
bool is_known(graph::arena const& g, graph::node_id id, bindings const& known) {
    graph::node const& n = g[id];
    if (n.kind == graph::op::parameter && !known.parameters.contains(std::string(g.name_of(id)))) return false;
    if (n.kind == graph::op::call && !is_known(g, g.functions[static_cast<std::size_t>(n.a)].body, known)) return false;
    for (int k = 0; k < n.count; ++k)
        if (!is_known(g, g.child(id, k), known)) return false;
    return true;
}

/// One coefficient at all points
struct tabulated {
    std::string name;
    std::span<double const> points;
    std::size_t dimension, count, rows;
    xt::xtensor<double, 2> values;  // shape (rows cols, N)

    [[nodiscard]] double at(std::size_t i, std::size_t j, std::size_t p) const {
        return values(i * (values.shape(0) / rows) + j, p);
    }
    [[noreturn]] void refuse(char const* declared, std::size_t p, std::string const& found) const {
        throw std::invalid_argument(
            fmt::format("coefficient {} is declared {}, but at the point ({}) {}", name, declared,
                        fmt::join(points.subspan(p * dimension, dimension), ", "), found));
    }
};

void check_symmetric(tabulated const& a) {
    for (std::size_t p = 0; p < a.count; ++p)
        for (std::size_t i = 0; i < a.rows; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                double const v = a.at(i, j, p), w = a.at(j, i, p);
                if (std::abs(v - w) > 1e-12 * std::max(std::abs(v), std::abs(w)))
                    a.refuse("symmetric", p,
                             fmt::format("its entries ({0}, {1}) and ({1}, {0}) are {2:.6g} and {3:.6g}", i, j, v, w));
            }
}

/// An orthonormal basis of what a coefficient acts on, column by column: of symmetric D x D matrices if it is a tensor
/// of rank four, given as a D^2 x D^2 matrix, else of all vectors
Eigen::MatrixXd basis(std::size_t rows, bool on_matrices) {
    auto const n = static_cast<long>(rows);
    if (!on_matrices) return Eigen::MatrixXd::Identity(n, n);
    long const d = std::lround(std::sqrt(static_cast<double>(rows)));
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(n, d * (d + 1) / 2);
    for (long i = 0, column = 0; i < d; ++i)
        for (long j = 0; j <= i; ++j, ++column)
            out(d * i + j, column) = out(d * j + i, column) = i == j ? 1 : std::sqrt(0.5);
    return out;
}

void check_coercive(tabulated const& a, bool on_matrices) {
    auto const n = static_cast<long>(a.rows);
    Eigen::MatrixXd const acted_on = basis(a.rows, on_matrices);
    for (std::size_t p = 0; p < a.count; ++p) {
        Eigen::MatrixXd part(n, n);
        for (std::size_t i = 0; i < a.rows; ++i)
            for (std::size_t j = 0; j < a.rows; ++j)
                part(static_cast<long>(i), static_cast<long>(j)) = (a.at(i, j, p) + a.at(j, i, p)) / 2;
        Eigen::MatrixXd const energy = acted_on.transpose() * part * acted_on;
        double const least =
            numerics::symmetric_eigenvalues(std::span(energy.data(), static_cast<std::size_t>(energy.size())),
                                            static_cast<std::size_t>(energy.rows()))
                .back();
        if (!(least > 0))
            a.refuse("coercive", p,
                     a.rows == 1
                         ? fmt::format("it is {:.6g}, expected > 0", least)
                         : fmt::format("the smallest eigenvalue of its symmetric part{} is {:.6g}, expected > 0",
                                       on_matrices ? ", on symmetric matrices," : "", least));
    }
}

void check_periodic(tabulated const& a, xt::xtensor<double, 2> const& shifted, std::size_t axis, double period) {
    for (std::size_t k = 0; k < a.values.shape(0); ++k)
        for (std::size_t p = 0; p < a.count; ++p) {
            double const here = a.values(k, p), there = shifted(k, p);
            if (std::abs(here - there) > 1e-9 * std::max(1.0, std::abs(here)))
                a.refuse("periodic", p,
                         fmt::format("it is {}, and {} a period of {} along axis {} on", here, there, period, axis));
        }
}

}  // namespace

void check_declared(graph::arena& g, graph::node_id root, std::span<double const> points, point_frame const& frame,
                    std::span<double const> period, bindings const& known) {
    std::vector<graph::node_id> calls;
    collect_calls(g, root, calls);
    std::size_t const d = frame.size();
    for (graph::node_id const call : calls) {
        graph::function const coefficient = g.functions[static_cast<std::size_t>(g[call].a)];
        properties const declared = coefficient.declared;
        shape const form = g[call].form;
        bool const symmetric = declared.symmetric && form.is_matrix(), periodic = declared.periodic && !period.empty();
        bool const coercive = declared.coercive && (form.is_scalar() || form.rows == form.cols);
        if ((!symmetric && !coercive && !periodic) || !is_known(g, call, known)) continue;
        std::vector<graph::node_id> entries;
        int const rows = form.is_scalar() ? 1 : form.rows, cols = form.is_matrix() ? form.cols : 1;
        for (int i = 0; i < rows; ++i)
            for (int j = 0; j < cols; ++j) entries.push_back(form.is_scalar() ? call : graph::component(g, call, i, j));
        tabulated const a{std::string(g.name_of(call)),    points, d, points.size() / d, static_cast<std::size_t>(rows),
                          tabulate(g, entries, points, frame, known)};
        if (symmetric) check_symmetric(a);
        if (coercive) check_coercive(a, coefficient.on_matrices);
        for (std::size_t i = 0; periodic && i < period.size(); ++i) {
            std::vector<double> moved(points.begin(), points.end());
            for (std::size_t p = 0; p < a.count; ++p) moved[p * d + i] += period[i];
            check_periodic(a, tabulate(g, entries, moved, frame, known), i, period[i]);
        }
    }
}

}  // namespace lamina
