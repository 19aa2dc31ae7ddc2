#include <lamina/homogenize/cell_coefficients.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/written_out.hpp>
#include <lamina/dsl/weak/linear_problem.hpp>
#include <lamina/homogenize/rare_points.hpp>

namespace lamina {

namespace {

/// True if a choice stands in `id`, bodies of coefficients included
bool holds_choice(graph::arena const& g, graph::node_id id) {
    graph::node const& n = g[id];
    if (n.kind == graph::op::where && !graph::is_limit(n)) return true;
    if (n.kind == graph::op::call && holds_choice(g, g.functions[static_cast<std::size_t>(n.a)].body)) return true;
    for (int k = 0; k < n.count; ++k)
        if (holds_choice(g, g.child(id, k))) return true;
    return false;
}

/// Equal intervals of an axis of an array with all changes of values at their ends
std::size_t distinct_elements(array_of_doubles const& a, std::size_t axis) {
    std::size_t const n = a.shape[axis];
    std::size_t stride = 1, together = n;
    for (std::size_t i = axis + 1; i < a.shape.size(); ++i) stride *= a.shape[i];
    std::vector<bool> edge(n, false);  // before element i
    for (std::size_t q = 0; q < a.values.size(); ++q) {
        std::size_t const i = q / stride % n;
        if (i > 0 && a.values[q] != a.values[q - stride]) edge[i] = true;
        if (i == 0 && a.values[q] != a.values[q + (n - 1) * stride]) edge[0] = true;
    }
    if (std::ranges::none_of(edge, [](bool e) { return e; })) return 1;
    for (std::size_t i = 0; i < n; ++i)
        if (edge[i]) together = std::gcd(together, i);
    return n / together;
}

}  // namespace

void cell_coefficients::look_for_jumps(part& in, graph::node_id id) {
    graph::node const n = in.g[id];
    may_jump_ = may_jump_ || graph::is_jump(in.g, id);
    if (n.kind == graph::op::sampled) {
        table const& found = table_of(in.g.values[static_cast<std::size_t>(in.g[in.g.child(id, n.count - 1)].a)]);
        table_elements_ = std::max(table_elements_, found.samples.values.size());
        lookup here{{}, &found};
        for (int k = 0; k + 1 < n.count; ++k) here.arguments.push_back(in.g.child(id, k));
        in.tables.push_back(std::move(here));
    }
    for (int k = 0; k < n.count; ++k) look_for_jumps(in, in.g.child(id, k));
}

std::vector<std::size_t> cell_coefficients::table_pixels(std::span<double const> period) const {
    std::vector<double> corners((dimension_ + 1) * dimension_, 0.0);  // the origin, and one period along each axis
    for (std::size_t i = 0; i < dimension_; ++i) corners[(i + 1) * dimension_ + i] = period[i];
    std::vector<std::size_t> out(dimension_, 1);
    for (part& p : parts_)
        for (lookup const& at : p.tables) {
            if (at.in->between != between_samples::nearest) continue;
            auto const y = cell_values(p.g, at.arguments, corners, dimension_, known_);
            for (std::size_t j = 0; j < at.arguments.size(); ++j) {
                auto const elements = static_cast<double>(distinct_elements(at.in->samples, j));
                for (std::size_t i = 0; i < dimension_ && elements > 1; ++i) {
                    double const crossed = std::abs(y(j, i + 1) - y(j, 0)) / at.in->period[j] * elements;
                    if (crossed > 0.5 && crossed < 1e6 && std::abs(crossed - std::round(crossed)) < 1e-6)
                        out[i] = std::lcm(out[i], static_cast<std::size_t>(std::lround(crossed)));
                }
            }
        }
    return out;
}

void cell_coefficients::collect(part& to, graph::node_id id, graph::name_id fast, std::set<std::string>& seen) {
    graph::arena const& g = to.g;
    if (!graph::depends_on(g, id, fast) || g[id].kind == graph::op::unknown) return;
    if (!graph::contains(g, id, graph::op::unknown)) {
        std::string name = to_text(g, id);
        if (!seen.insert(name).second) return;
        names_.push_back(std::move(name));
        piecewise_.push_back(holds_choice(g, id));
        look_for_jumps(to, graph::carried_out(to.g, id));
        to.functions.push_back(id);
        return;
    }
    int const children = g[id].kind == graph::op::partial ? 1 : g[id].count;
    for (int k = 0; k < children; ++k) collect(to, g.child(id, k), fast, seen);
}

cell_coefficients::cell_coefficients(cell_system const& system, bindings const& known)
    : dimension_(static_cast<std::size_t>(system.positions.dimension)), known_(known) {
    std::set<std::string> seen;
    graph::name_id const fast = system.positions.fast;
    for (cell_problem const& problem : system.cells) {
        graph::node_id roots[]{problem.root, problem.unknown};
        part here{graph::written_out(system.g, roots), {}};
        auto const linear = graph::linear_problem_of(here.g, roots[0], roots[1], fast);
        for (graph::linearisation const& of : std::span(linear.of).first(static_cast<std::size_t>(linear.components))) {
            for (auto const* nodes : {&of.a, &of.c, &of.flux, &of.b})
                for (graph::node_id const id : *nodes) collect(here, id, fast, seen);
            collect(here, of.source, fast, seen);
        }
        if (!here.functions.empty()) parts_.push_back(std::move(here));
    }
    for (graph::node_id const integrand : system.integrands) {
        graph::node_id root[]{integrand};
        part here{graph::written_out(system.g, root), {}};
        collect(here, graph::scalarize(here.g, root[0]), fast, seen);
        if (!here.functions.empty()) parts_.push_back(std::move(here));
    }
}

point_list cell_coefficients::rare(std::span<double const> period) const {
    std::vector<double> out;
    for (part& p : parts_) {
        std::vector<graph::node_id> roots;
        for (graph::node_id const id : p.functions) roots.push_back(graph::carried_out(p.g, id));
        auto const found = rare_points(p.g, roots, period, known_);
        out.insert(out.end(), found.begin(), found.end());
    }
    return {out, dimension_};
}

xt::xtensor<double, 2> cell_coefficients::operator()(std::span<double const> y) const {
    auto out = xt::xtensor<double, 2>::from_shape({size(), y.size() / dimension_});
    double* to = out.data();
    for (part& p : parts_) to = std::ranges::copy(cell_values(p.g, p.functions, y, dimension_, known_), to).out;
    return out;
}

point_list scattered_points(std::size_t count, std::size_t dimension) {
    double root = 1.5;
    for (int k = 0; k < 60; ++k) root = std::pow(1 + root, 1 / static_cast<double>(dimension + 1));
    point_list out(count, dimension);
    for (std::size_t p = 0; p < count; ++p)
        for (std::size_t i = 0; i < dimension; ++i) {
            double const multiple = static_cast<double>(p + 1) * std::pow(root, -static_cast<double>(i + 1));
            out(p, i) = multiple - std::floor(multiple);
        }
    return out;
}

}  // namespace lamina
