#include <lamina/sample/tabulate.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/sample/evaluated.hpp>

namespace lamina {

namespace {

std::string at_point(std::span<double const> x) {
    std::string out = "the point (";
    for (std::size_t i = 0; i < x.size(); ++i) out += fmt::format("{}{:.6g}", i > 0 ? ", " : "", x[i]);
    return out + ")";
}

/// How the points of an expression, of which one is `root`, are read
point_frame frame_of(graph::arena& g, graph::node_id root, int space, points_view points) {
    bool const time = graph::depends_on(g, root, graph::name_id::time);
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

}  // namespace

xt::xtensor<double, 2> tabulate(graph::arena& g, std::span<graph::node_id const> roots, std::span<double const> points,
                                point_frame const& frame, bindings const& known) {
    std::size_t const d = frame.size();
    std::size_t const count = d == 0 ? 1 : points_view(points).of(d, "tabulate").size() / d;
    auto const point = [=](std::size_t p) { return points.subspan(p * d, d); };

    auto const coordinate = [&](graph::node_id id) -> interpret::leaf<double> {
        auto const component = static_cast<std::size_t>(g[id].a);
        if (!frame.has(g[id].name, component))
            throw std::invalid_argument(
                fmt::format("{} has no value at a point of {} coordinates", to_text(g, id), d));
        double const* const column = points.data() + frame.offset(g[id].name, component);
        return [=](interpret::block where, double const* const*, double* out) {
            for (std::size_t p = 0; p < where.count; ++p) out[p] = column[(where.first + p) * d];
        };
    };
    auto const field = [&](graph::node_id id) -> interpret::leaf<double> {
        graph::node_id const base = g[id].kind == graph::op::partial ? g.child(id, 0) : id;
        std::string const name(g.name_of(base));
        auto const found = known.fields.find(name);
        if (found == known.fields.end())
            throw std::invalid_argument(fmt::format("{} is not bound: pass its values", name));
        std::vector<std::size_t> own;  // of the numbers of a point those that the field is of
        for (int k = 0; k < g[base].count; ++k) {
            graph::node_id const of = g.child(base, k);
            int const size = g[of].form.is_scalar() ? 1 : g[of].form.rows;
            for (int i = 0; i < size; ++i) {
                auto const component = static_cast<std::size_t>(size == 1 ? g[of].a : i);
                if (!frame.has(g[of].name, component))
                    throw std::invalid_argument(fmt::format("{} of {} has no value at a point of {} coordinates", name,
                                                            to_text(g, of), d));
                own.push_back(frame.offset(g[of].name, component));
            }
        }
        std::vector<int> derivative(own.size());
        for (int k = 1; g[id].kind == graph::op::partial && k < g[id].count; ++k) {
            graph::node_id const along = g.child(id, k);
            auto const at = std::ranges::find(
                own, frame.offset(g[along].name, static_cast<std::size_t>(g[along].a)));
            if (at == own.end()) return [](interpret::block where, double const* const*, double* out) {
                std::fill_n(out, where.count, 0.0);
            };
            ++derivative[static_cast<std::size_t>(at - own.begin())];
        }
        return [=, &f = found->second](interpret::block where, double const* const*, double* out) {
            std::vector<double> x;
            for (std::size_t p = where.first; p < where.first + where.count; ++p)
                for (std::size_t const i : own) x.push_back(point(p)[i]);
            std::ranges::copy(f(x, derivative), out);
        };
    };
    auto const leaf = [&](graph::node_id id) {
        graph::op const kind = g[id].kind;
        if (kind == graph::op::coordinate) return coordinate(id);
        if (kind == graph::op::field || kind == graph::op::partial) return field(id);
        throw std::invalid_argument(fmt::format("{} has no value at a point", to_text(g, id)));
    };
    return evaluated(g, roots, {count, leaf, [&](std::size_t p) { return at_point(point(p)); }}, known);
}

xt::xtensor<double, 2> tabulate(lowered_expression const& of, int space, points_view points,
                                named_values const& values) {
    graph::arena g = of.arena();
    mentioned_names names;
    names.add_nodes(g);
    bindings known;
    for (auto const& [name, value] : values) known.bind("tabulate", names, std::string(name), value);
    point_frame const frame = frame_of(g, of.root, space, points);
    shape const form = g[of.root].form;
    std::vector<graph::node_id> components;
    for (int i = 0; i < (form.is_scalar() ? 1 : form.rows); ++i)
        for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j)
            components.push_back(graph::component(g, of.root, i, j));
    return tabulate(g, components, points.numbers(), frame, known);
}

}  // namespace lamina
