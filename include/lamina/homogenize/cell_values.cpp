#include <lamina/homogenize/cell_values.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/sample/table.hpp>

namespace lamina {

namespace {

/// Which derivative of which unknown a jet is.
cell_derivative order_of(graph::arena const& g, int jet, bindings const& known) {
    cell_derivative out;
    for (int k = 1; g[jet].kind == graph::op::partial && k < g[jet].count; ++k) {
        int const c = g.child(jet, k);
        bool const slow = known.positions.contains(std::string(g.name_of(c)));
        ++(slow ? out.slow : out.fast)[static_cast<std::size_t>(g[c].a)];
    }
    return out;
}

/// Where an expression is evaluated.
struct sample_points {
    std::size_t count, dimension;
    std::function<std::array<double, 3>(std::size_t)> at;
};

/// One expression at a block of points, operation by operation.
class block_evaluation {
public:
    static constexpr std::size_t size = 512;

    block_evaluation(graph::arena const& in, sample_points const& all, bindings const& bound,
                     corrector_values const& functions)
        : g(in), points(all), known(bound), correctors(functions), place(static_cast<std::size_t>(in.size), -1) {}

    void start(std::size_t first_point) {
        begin = first_point;
        count = std::min(size, points.count - begin);
        std::fill(place.begin(), place.end(), -1);
        used = 0;
    }
    std::span<double const> operator()(int id) {
        auto& at = place[static_cast<std::size_t>(id)];
        if (at < 0) {
            std::vector<double> out(count);
            compute(id, out);
            if (used == values.size()) values.emplace_back();
            values[used] = std::move(out);
            at = static_cast<int>(used++);
        }
        return values[static_cast<std::size_t>(at)];
    }

private:
    graph::arena const& g;
    sample_points const& points;
    bindings const& known;
    corrector_values const& correctors;
    std::vector<int> place;
    std::vector<std::vector<double>> values;
    std::size_t begin = 0, count = 0, used = 0;

    void compute(int id, std::vector<double>& out) {
        graph::node const n = g[id];
        auto fill = [&](double v) { std::fill(out.begin(), out.end(), v); };
        switch (n.kind) {
            case graph::op::number: return fill(static_cast<double>(n.a) / static_cast<double>(n.b));
            case graph::op::literal: return fill(g.values[static_cast<std::size_t>(n.a)]);
            case graph::op::parameter: {
                std::string const name(g.name_of(id));
                auto const found = known.parameters.find(name);
                if (found == known.parameters.end())
                    throw std::invalid_argument(
                        fmt::format("parameter {} is not bound: pass {} = value", name, name));
                return fill(found->second);
            }
            case graph::op::coordinate: {
                auto const axis = static_cast<std::size_t>(n.a);
                auto const fixed = known.positions.find(std::string(g.name_of(id)));
                if (fixed != known.positions.end()) return fill(fixed->second.at(axis));
                for (std::size_t p = 0; p < count; ++p) out[p] = points.at(begin + p)[axis];
                return;
            }
            case graph::op::unknown:
            case graph::op::partial: {
                int const function = n.kind == graph::op::partial ? g.child(id, 0) : id;
                if (g[function].kind != graph::op::unknown) break;
                auto const all = correctors(component_name(g.name_of(function), g[function].a), order_of(g, id, known));
                std::copy_n(all.begin() + static_cast<long>(begin), count, out.begin());
                return;
            }
            case graph::op::sampled: {
                auto const axes = static_cast<std::size_t>(n.count) - 1;
                std::vector<std::vector<double>> at(axes);
                for (std::size_t i = 0; i < axes; ++i) {
                    auto const values_of = (*this)(g.child(id, static_cast<int>(i)));
                    at[i].assign(values_of.begin(), values_of.end());
                }
                std::vector<int> along(axes);
                for (graph::argument_component const c : graph::call_derivatives(n.b))
                    ++along.at(static_cast<std::size_t>(c.slot));
                auto const& table = table_of(g.values[static_cast<std::size_t>(g[g.child(id, n.count - 1)].a)]);
                std::vector<double> y(axes);
                for (std::size_t p = 0; p < count; ++p) {
                    for (std::size_t i = 0; i < axes; ++i) y[i] = at[i][p];
                    out[p] = table(y, along);
                }
                return;
            }
            case graph::op::where: {
                for (int k = 0; k < 4; ++k) (*this)(g.child(id, k));  // all in place before the first is read
                auto const p = (*this)(g.child(id, 0)), q = (*this)(g.child(id, 1));
                auto const then = (*this)(g.child(id, 2)), otherwise = (*this)(g.child(id, 3));
                for (std::size_t k = 0; k < count; ++k)
                    out[k] = evaluate::choose(graph::relation_of(n), p[k], q[k], then[k], otherwise[k]);
                return;
            }
            default: break;
        }
        if (evaluate::is_leaf(n.kind)) throw std::invalid_argument(to_text(g, id) + " has no value on a cell");
        if (elementary::is_function(n.kind)) {
            for (int k = 0; k < n.count; ++k) (*this)(g.child(id, k));  // all in place before the first is read
            auto const x = (*this)(g.child(id, 0)), y = (*this)(g.child(id, n.count - 1));
            for (std::size_t p = 0; p < count; ++p) out[p] = evaluate::apply(n.kind, x[p], y[p]);
            return;
        }
        std::ranges::copy((*this)(g.child(id, 0)), out.begin());
        if (n.kind == graph::op::power)
            for (double& v : out) v = evaluate::power(v, n.a, n.b);
        for (int k = 1; k < n.count; ++k) {
            auto const next = (*this)(g.child(id, k));
            for (std::size_t p = 0; p < count; ++p)
                out[p] = n.kind == graph::op::sum ? out[p] + next[p] : out[p] * next[p];
        }
    }
};

std::vector<double> values_at(graph::arena& g, std::span<int const> roots, sample_points const& points,
                              bindings const& known, corrector_values const& correctors) {
    std::vector<int> written_out;
    for (int const root : roots)
        written_out.push_back(graph::scalarize(g, graph::inline_calls(g, graph::scalarize(g, root))));
    std::size_t const n = points.count;
    std::vector<double> out(roots.size() * n);
    block_evaluation block(g, points, known, correctors);
    for (std::size_t begin = 0; begin < n; begin += block_evaluation::size) {
        block.start(begin);
        for (std::size_t r = 0; r < roots.size(); ++r) {
            auto const values = block(written_out[r]);
            for (std::size_t p = 0; p < values.size(); ++p) {
                double const v = out[r * n + begin + p] = values[p];
                if (std::isfinite(v)) continue;
                auto const y = points.at(begin + p);
                std::string where;
                for (std::size_t i = 0; i < points.dimension; ++i)
                    where += fmt::format("{}{}", i > 0 ? ", " : "", y[i]);
                throw std::invalid_argument(fmt::format("{} is {} at y = ({}), expected a finite number",
                                                        to_text(g, roots[r]), v, where));
            }
        }
    }
    return out;
}

}  // namespace

std::vector<double> cell_values(graph::arena& g, std::span<int const> roots, cell_equation const& grid,
                                bindings const& known, corrector_values const& correctors) {
    return values_at(g, roots, {grid.points(), grid.dimension, [&](std::size_t p) { return grid.at(p); }}, known,
                     correctors);
}

std::vector<double> cell_values(graph::arena& g, std::span<int const> roots, std::span<double const> y,
                                std::size_t dimension, bindings const& known) {
    auto at = [&](std::size_t p) {
        std::array<double, 3> out{};
        std::copy_n(y.begin() + static_cast<std::ptrdiff_t>(p * dimension), dimension, out.begin());
        return out;
    };
    auto none = [](std::string_view name, cell_derivative const&) -> std::span<double const> {
        throw std::invalid_argument(std::string(name) + " is no function of y alone");
    };
    return values_at(g, roots, {y.size() / dimension, dimension, at}, known, none);
}

}  // namespace lamina
