#include <lamina/discretise/corner_space.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/network/joint_space.hpp>

namespace lamina {

linear_space space_of(chebyshev_and_corners const& space, box const& domain) {
    auto const singular = std::make_shared<corner_functions const>(space.corners.of);
    linear_space out = space_of(space.polynomials, domain);
    out.feed = [space, singular](network_inputs& to, unknown_table const&, box const& on) {
        if (!to.expressions.empty())
            throw std::invalid_argument(
                "collocate: features are given, but functions of corners have no inputs to feed");
        to.space = std::make_shared<joint_space const>(space.polynomials.on(on), singular);
    };
    out.functions += singular->size();
    out.text += fmt::format(" and {} functions of {} corners", singular->size(), space.corners.of.size());
    out.random = true;
    if (!space.corners.unbounded()) return out;
    double const unit = std::min(domain.length(0), domain.length(1));
    out.grade = [corners = space.corners, unit](std::span<double const> x) {
        double weight = 1;
        for (std::size_t k = 0; k < corners.of.size(); ++k) {
            auto const& at = corners.of[k].at;
            weight *= std::pow(std::min(1.0, 3 * std::hypot(x[0] - at[0], x[1] - at[1]) / unit), corners.excess(k));
        }
        return weight;
    };
    return out;
}

linear_space space_of(with_corners const& space, box const& domain) {
    linear_space out = space_of(space.polynomials, domain);
    out.of_problem = [space](generated_problem const& problem, box const& on, collocation::arguments const& with) {
        auto corners = corners_of(problem, on, with, space.highest);
        if (corners.of.empty())
            throw std::invalid_argument(
                "with_corners: no functions of corners are known of this problem; expected one equation for one "
                "function over a rectangle, lap(u) or lap(lap(u)) in its highest derivatives, and conditions on all "
                "sides");
        return space_of(chebyshev_and_corners{space.polynomials, std::move(corners)}, on);
    };
    return out;
}

}  // namespace lamina
