#pragma once

#include <array>
#include <optional>
#include <vector>

#include <lamina/discretise/collocation_arguments.hpp>
#include <lamina/discretise/corner_exponents.hpp>
#include <lamina/discretise/generated_problem.hpp>

namespace lamina {

/// What a problem for one scalar unknown is at a corner of a rectangle, read from its rows on polynomials about points
/// near by, linearised at u = 0: whatever form it is written in. Lengths are in units of the shorter side.
class corner_reading {
public:
    /// The corner at the upper end along axis i or, where upper[i] is false, the lower one. All arguments must outlive
    /// the object.
    corner_reading(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                   std::array<bool, 2> upper);

    [[nodiscard]] std::array<double, 2> const& at() const { return at_; }
    [[nodiscard]] double unit() const { return unit_; }
    /// The sector with what has the highest order in the equation and the conditions on both sides; none where the
    /// equation is none that has functions of corners
    [[nodiscard]] std::optional<sector_problem> sector() const;
    /// Whether polynomials take the data of both sides, in what is of this degree of them
    [[nodiscard]] bool takes_polynomials(int degree) const;

private:
    struct local_rows;
    class monomials;
    generated_problem const& problem_;
    collocation::arguments const& with_;
    std::array<double, 2> at_{}, inward_{};
    double unit_;

    /// At distances from the corner along both axes
    [[nodiscard]] std::array<double, 2> point(double along_0, double along_1) const;
    /// On the side across `axis`
    [[nodiscard]] std::array<double, 2> on_side(std::size_t axis, double distance) const;
    [[nodiscard]] std::vector<std::size_t> conditions_on(std::size_t axis) const;
    [[nodiscard]] bool is_on(lowered_place const& place, std::size_t axis) const;
    [[nodiscard]] local_rows rows_of(lowered_residuals const& of, pointwise_functions<double> const& compiled,
                                     point_frame const& frame, std::vector<double> const& points,
                                     monomials const& functions) const;
    /// Of condition k on the side across `axis`, at distances from the corner
    [[nodiscard]] local_rows condition(std::size_t k, std::size_t axis, std::vector<double> const& distances,
                                       monomials const& functions) const;
};

}  // namespace lamina
