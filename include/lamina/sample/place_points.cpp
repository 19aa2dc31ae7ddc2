#include <lamina/sample/place_points.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/report/digits.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// Writes numbers one behind the other, and says where the next one goes.
double* append(std::span<double const> numbers, double* to) {
    return std::ranges::copy(numbers, to).out;
}

}  // namespace

point_frame frame_of_condition(lowered_residuals const& of, point_frame plain) {
    for (int k = 0; k < of.graph.size; ++k) {
        graph::node const& n = of.graph.nodes[k];
        if (n.kind != graph::op::coordinate && n.kind != graph::op::position) continue;
        plain.normal = plain.normal || n.name == graph::name_id::normal;
        plain.observed = plain.observed || n.name == graph::name_id::observed;
    }
    return plain;
}

bool has_slopes(lowered_residuals const& of) {
    graph::arena g = of.arena();
    return std::ranges::any_of(*of.residuals, [&](graph::node_id residual) {
        return graph::contains(g, graph::scalarize(g, residual), graph::op::partial);
    });
}

point_list place_points::operator()(lowered_place const& place) const {
    switch (place.how) {
        case lowered_place::kind::plane: return on_plane(place);
        case lowered_place::kind::measured: return where_measured(std::string(place.name));
        default: return on_boundary();
    }
}

point_list place_points::operator()(std::span<lowered_place const> places) const {
    std::vector<point_list> each;
    std::size_t count = 0;
    for (lowered_place const& place : places) count += each.emplace_back((*this)(place)).shape(0);
    point_list out(count, frame_.size());
    double* to = out.data();
    for (point_list const& more : each) to = append(more, to);
    return out;
}

point_list place_points::on_boundary() const {
    auto const space = static_cast<std::size_t>(frame_.space);
    auto const at = boundary_points(domain_, sides_, space);
    auto const normals = boundary_normals(domain_, sides_, space);
    point_list out(at.shape(0), frame_.size());
    for (std::size_t p = 0; p < at.shape(0); ++p) {
        double* const behind = append(row_of(at, p), row_of(out, p).data());
        if (frame_.normal) append(row_of(normals, p), behind);
    }
    return out;
}

point_list place_points::on_plane(lowered_place const& plane) const {
    graph::arena g = plane.coordinate.arena(), of_value = plane.value.arena();
    graph::node_id const coordinate = plane.coordinate.root;
    std::vector<double> const origin(frame_.size(), 0.0);
    double const value =
        plane.moved_to.value_or(tabulate(of_value, std::span(&plane.value.root, 1), origin, frame_, known_)(0, 0));
    std::size_t const axis = frame_.offset(g[coordinate].name, static_cast<std::size_t>(g[coordinate].a));
    double const lower = domain_.lower(axis), upper = domain_.upper(axis);
    if (!(lower <= value && value <= upper))
        throw std::invalid_argument(fmt::format("on({} == {}): outside the domain, expected {} to {}",
                                                to_text(g, coordinate), digits(value), digits(lower), digits(upper)));
    if (frame_.normal && ((value != lower && value != upper) || axis >= static_cast<std::size_t>(frame_.space)))
        throw std::invalid_argument(
            fmt::format("on({} == {}, ... normal ...): this is no side of the domain, expected one",
                        to_text(g, coordinate), digits(value)));
    auto const at = plane_points(domain_, axis, value, sides_);
    point_list out(at.shape(0), frame_.size());
    for (std::size_t p = 0; p < at.shape(0); ++p) {
        append(row_of(at, p), row_of(out, p).data());
        for (std::size_t i = 0; frame_.normal && i < static_cast<std::size_t>(frame_.space); ++i)
            out(p, domain_.dimension() + i) = i == axis ? (value == upper ? 1.0 : -1.0) : 0.0;
    }
    return out;
}

point_list place_points::where_measured(std::string const& name) const {
    auto const found = std::ranges::find(measured_, name, &measurements::name);
    if (found == measured_.end())
        throw std::invalid_argument(fmt::format(
            "measured<\"{}\">: no measurements; pass measurements{{\"{}\", points, values}}", name, name));
    std::size_t const d = domain_.dimension(), count = found->values.size();
    if (count == 0 || found->points.size() != count * d)
        throw std::invalid_argument(fmt::format("measurements {}: {} coordinates for {} values, expected {} for each",
                                                name, found->points.size(), count, d));
    point_list out(count, frame_.size());
    for (std::size_t p = 0; p < count; ++p) {
        expect_inside(*found, p);
        append(std::span<double const>(found->points).subspan(p * d, d), row_of(out, p).data());
        if (!std::isfinite(found->values[p]))
            throw std::invalid_argument(fmt::format("measurements {}: value {} is {}, expected a finite number", name,
                                                    p, digits(found->values[p])));
        if (frame_.observed) out(p, d) = found->values[p];
    }
    return out;
}

/// A measured point lies in the domain, up to rounding.
void place_points::expect_inside(measurements const& m, std::size_t p) const {
    for (std::size_t i = 0; i < domain_.dimension(); ++i) {
        double const x = m.points[p * domain_.dimension() + i], slack = 1e-12 * domain_.length(i);
        if (domain_.lower(i) - slack <= x && x <= domain_.upper(i) + slack) continue;
        throw std::invalid_argument(
            fmt::format("measurements {}: coordinate {} of point {} is {:g}, outside the domain, expected {:g} to {:g}",
                        m.name, i, p, x, domain_.lower(i), domain_.upper(i)));
    }
}

}  // namespace lamina
