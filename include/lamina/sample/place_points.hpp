#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/problem/place.hpp>
#include <lamina/report/digits.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// What was measured at `measured<"name">`: `points` of shape (N, D), or (N, D + 1) with time last, values (N,)
struct measurements {
    std::string name;
    std::vector<double> points;
    std::vector<double> values;
};

/// `plain` with what the expression reads beside position and time
template <class Of>
point_frame frame_of_condition(Of const& expression, point_frame plain) {
    graph::arena g;
    expression.lower(g);
    for (int id = 0; id < g.size; ++id) {
        bool const special = g[id].kind == graph::op::coordinate || g[id].kind == graph::op::position;
        plain.normal = plain.normal || (special && g.name_of(id) == "normal");
        plain.observed = plain.observed || (special && g.name_of(id) == "observed");
    }
    return plain;
}

/// Lays points at the places of conditions. `domain` is that of space and, as its last axis, time.
class place_points {
public:
    place_points(box const& domain, point_frame const& frame, side_points const& sides, bindings const& known,
                 std::span<measurements const> measured)
        : domain_(domain), frame_(frame), sides_(sides), known_(known), measured_(measured) {}

    /// Points at a place, shape (N, frame.size()). Throws std::invalid_argument for a value outside the domain, a
    /// normal where there is none, and measurements that are missing, of a wrong size or outside the domain.
    [[nodiscard]] std::vector<double> operator()(boundary_t) const {
        auto const space = static_cast<std::size_t>(frame_.space);
        std::vector<double> const at = boundary_points(domain_, sides_, space);
        std::vector<double> const normals = boundary_normals(domain_, sides_, space);
        std::vector<double> out;
        for (std::size_t p = 0; p * domain_.dimension() < at.size(); ++p) {
            append(out, at, p, domain_.dimension());
            if (frame_.normal) append(out, normals, p, space);
        }
        return out;
    }
    template <class L, class R>
    [[nodiscard]] std::vector<double> operator()(equation_t<L, R> const& plane) const {
        graph::arena g;
        int const coordinate = plane.left.lower(g), value_id = plane.right.lower(g);
        std::vector<double> const origin(frame_.size(), 0.0);
        double const value = tabulate(g, std::span(&value_id, 1), origin, frame_, known_)[0];
        std::size_t const axis =
            frame_.offset(g.name_of(coordinate), static_cast<std::size_t>(g[coordinate].a));
        if (!(domain_.lower(axis) <= value && value <= domain_.upper(axis)))
            throw std::invalid_argument("on(" + to_text(g, coordinate) + " == " + digits(value) +
                                        "): outside the domain, expected " + digits(domain_.lower(axis)) + " to " +
                                        digits(domain_.upper(axis)));
        std::vector<double> const at = plane_points(domain_, axis, value, sides_);
        std::vector<double> out;
        for (std::size_t p = 0; p * domain_.dimension() < at.size(); ++p) {
            append(out, at, p, domain_.dimension());
            if (!frame_.normal) continue;
            bool const upper = value == domain_.upper(axis);
            if ((!upper && value != domain_.lower(axis)) || axis >= static_cast<std::size_t>(frame_.space))
                throw std::invalid_argument("on(" + to_text(g, coordinate) + " == " + digits(value) +
                                            ", ... normal ...): this is no side of the domain, expected one");
            for (std::size_t i = 0; i < static_cast<std::size_t>(frame_.space); ++i)
                out.push_back(i == axis ? (upper ? 1.0 : -1.0) : 0.0);
        }
        return out;
    }
    template <class... Places>
    [[nodiscard]] std::vector<double> operator()(union_t<Places...> const& all) const {
        std::vector<double> out;
        boost::hana::for_each(all.places, [&](auto const& place) {
            std::vector<double> const more = (*this)(place);
            out.insert(out.end(), more.begin(), more.end());
        });
        return out;
    }
    template <fixed_string Name>
    [[nodiscard]] std::vector<double> operator()(measured_t<Name>) const {
        auto const found = std::find_if(measured_.begin(), measured_.end(),
                                        [](measurements const& m) { return m.name == Name.view(); });
        std::string const name(Name.view());
        if (found == measured_.end())
            throw std::invalid_argument("measured<\"" + name + "\">: no measurements; pass measurements{\"" + name +
                                        "\", points, values}");
        std::size_t const d = domain_.dimension(), count = found->values.size();
        if (count == 0 || found->points.size() != count * d)
            throw std::invalid_argument("measurements " + name + ": " + std::to_string(found->points.size()) +
                                        " coordinates for " + std::to_string(count) + " values, expected " +
                                        std::to_string(d) + " for each");
        std::vector<double> out;
        for (std::size_t p = 0; p < count; ++p) {
            expect_inside(*found, p);
            append(out, found->points, p, d);
            if (!std::isfinite(found->values[p]))
                throw std::invalid_argument("measurements " + name + ": value " + std::to_string(p) + " is " +
                                            digits(found->values[p]) + ", expected a finite number");
            if (frame_.observed) out.push_back(found->values[p]);
        }
        return out;
    }

private:
    static void append(std::vector<double>& out, std::vector<double> const& from, std::size_t p, std::size_t size) {
        out.insert(out.end(), from.begin() + static_cast<std::ptrdiff_t>(p * size),
                   from.begin() + static_cast<std::ptrdiff_t>((p + 1) * size));
    }

    /// A measured point lies in the domain, up to rounding.
    void expect_inside(measurements const& m, std::size_t p) const {
        for (std::size_t i = 0; i < domain_.dimension(); ++i) {
            double const x = m.points[p * domain_.dimension() + i], slack = 1e-12 * domain_.length(i);
            if (domain_.lower(i) - slack <= x && x <= domain_.upper(i) + slack) continue;
            std::ostringstream out;
            out << "measurements " << m.name << ": coordinate " << i << " of point " << p << " is " << x
                << ", outside the domain, expected " << domain_.lower(i) << " to " << domain_.upper(i);
            throw std::invalid_argument(out.str());
        }
    }

    box const& domain_;
    point_frame frame_;
    side_points sides_;
    bindings const& known_;
    std::span<measurements const> measured_;
};

}  // namespace lamina
