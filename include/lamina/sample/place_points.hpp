#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/report/given_numbers.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// What was measured at `measured<"name">`: `points` of shape (N, D), or (N, D + 1) with time last, values (N,)
struct measurements {
    std::string name;
    given_numbers points;
    given_numbers values;
};

/// `plain` with what residuals read beside position and time
point_frame frame_of_condition(lowered_residuals const& of, point_frame plain);

/// Whether residuals have derivatives
bool has_slopes(lowered_residuals const& of);

/// Lays points at the places of conditions. `domain` is that of space and, as its last axis, time.
class place_points {
public:
    place_points(box const& domain, point_frame const& frame, side_points const& sides, bindings const& known,
                 std::span<measurements const> measured)
        : domain_(domain), frame_(frame), sides_(sides), known_(known), measured_(measured) {}

    /// Points at a place, shape (N, frame.size()). Throws std::invalid_argument for a value outside the domain, a
    /// normal where there is none, and measurements that are missing, of a wrong size or outside the domain.
    [[nodiscard]] point_list operator()(lowered_place const& place) const;
    /// At all of them, one after the other
    [[nodiscard]] point_list operator()(std::span<lowered_place const> places) const;

private:
    [[nodiscard]] point_list on_boundary() const;
    [[nodiscard]] point_list on_plane(lowered_place const& plane) const;
    [[nodiscard]] point_list where_measured(std::string const& name) const;
    void expect_inside(measurements const& m, std::size_t p) const;

    box const& domain_;
    point_frame frame_;
    side_points sides_;
    bindings const& known_;
    std::span<measurements const> measured_;
};

}  // namespace lamina
