#include <lamina/sample/tabulate.hpp>

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/sample/table.hpp>

namespace lamina {

namespace {

std::string at_point(std::span<double const> x) {
    std::string out = "(";
    for (std::size_t i = 0; i < x.size(); ++i) out += fmt::format("{}{:.6g}", i > 0 ? ", " : "", x[i]);
    return out + ")";
}

}  // namespace

void bindings::bind(char const* who, mentioned_names const& names, std::string const& name, double value) {
    names.expect_parameter(who, name);
    if (auto const [at, is_new] = parameters.emplace(name, value); !is_new)
        throw std::invalid_argument(
            fmt::format("{}: {} is given twice, as {} and {}, expected once", who, name, at->second, value));
}

point_frame frame_of(graph::arena& g, int root, int space, points_view points) {
    bool const time = graph::depends_on(g, root, g.name("t"));
    int const columns = static_cast<int>(points.columns());
    if (columns == 0 && space == 0 && !time)
        throw std::invalid_argument(
            fmt::format("tabulate: {} does not say how many coordinates a point has; pass points that do, as "
                        "interior_points, xt::xtensor<double, 2> or points_view(numbers, columns)",
                        to_text(g, root)));
    if (columns == 0) return {.space = space, .time = time};
    if (space == 0) return {.space = columns - (time ? 1 : 0), .time = time};
    if (columns != space + 1 && (columns != space || time))
        throw std::invalid_argument(
            fmt::format("tabulate: points have {} coordinates each, expected {} for {}", columns,
                        time ? fmt::format("{} and time", space) : fmt::format("{}, or {} and time,", space, space),
                        to_text(g, root)));
    return {.space = space, .time = columns == space + 1};
}

std::vector<double> tabulate(graph::arena& g, std::span<int const> roots, std::span<double const> points,
                             point_frame const& frame, bindings const& known) {
    std::size_t const d = frame.size();
    std::size_t const count = d == 0 ? 1 : points_view(points).of(d, "tabulate").size() / d;
    std::vector<int> inlined;
    for (int const root : roots)  // once more: an operator may stand in the argument of a call
        inlined.push_back(graph::scalarize(g, graph::inline_calls(g, graph::scalarize(g, root))));

    std::span<double const> x;
    std::vector<int> derivative(frame.axes());
    auto value = [&](auto const& self, int id) -> double {
        graph::node const n = g[id];
        std::string const name(g.name_of(id));
        switch (n.kind) {
            case graph::op::coordinate: {
                auto const fixed = known.positions.find(name);
                auto const component = static_cast<std::size_t>(n.a);
                if (fixed != known.positions.end()) return fixed->second.at(component);
                if (!frame.has(name, component))
                    throw std::invalid_argument(
                        fmt::format("{} has no value at a point of {} coordinates", to_text(g, id), d));
                return x[frame.offset(name, component)];
            }
            case graph::op::parameter: {
                auto const found = known.parameters.find(name);
                if (found == known.parameters.end())
                    throw std::invalid_argument(fmt::format("parameter {} is not bound: pass {} = value", name, name));
                return found->second;
            }
            case graph::op::field:
            case graph::op::partial: {
                int const base = n.kind == graph::op::partial ? g.child(id, 0) : id;
                std::string const field(g.name_of(base));
                auto const found = known.fields.find(field);
                if (found == known.fields.end())
                    throw std::invalid_argument(fmt::format("{} is not bound: pass its values", field));
                for (int& k : derivative) k = 0;
                for (int k = 1; n.kind == graph::op::partial && k < n.count; ++k)
                    ++derivative[frame.offset(g.name_of(g.child(id, k)),
                                              static_cast<std::size_t>(g[g.child(id, k)].a))];
                return found->second(x.first(frame.axes()), derivative);
            }
            case graph::op::sampled: {
                std::size_t const axes = static_cast<std::size_t>(n.count) - 1;
                std::vector<double> y(axes);
                std::vector<int> along(axes);
                for (std::size_t i = 0; i < axes; ++i)
                    y[i] = evaluate::node<double>(g, g.child(id, static_cast<int>(i)),
                                                  [&](graph::arena const&, int at) { return self(self, at); });
                for (graph::argument_component const c : graph::call_derivatives(n.b))
                    ++along.at(static_cast<std::size_t>(c.slot));
                return table_of(g.values[static_cast<std::size_t>(g[g.child(id, n.count - 1)].a)])(y, along);
            }
            default:
                throw std::invalid_argument(fmt::format("{} has no value at a point", to_text(g, id)));
        }
    };
    auto const leaf = [&](graph::arena const&, int id) { return value(value, id); };
    std::vector<double> out(roots.size() * count);
    for (std::size_t p = 0; p < count; ++p) {
        x = points.subspan(p * d, d);
        for (std::size_t r = 0; r < inlined.size(); ++r) {
            double const v = evaluate::node<double>(g, inlined[r], leaf);
            if (!std::isfinite(v))
                throw std::invalid_argument(fmt::format("{} is {} at the point {}, expected a finite number",
                                                        to_text(g, roots[r]), v, at_point(x)));
            out[r * count + p] = v;
        }
    }
    return out;
}

}  // namespace lamina
