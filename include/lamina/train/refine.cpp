#include <lamina/train/refine.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/report/notice.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina::solving {

namespace {

/// The scalar unknowns of a solution as functions
class so_far final : public trial_space {
public:
    explicit so_far(solved of) : of_(std::move(of)) {}
    std::size_t size() const override { return static_cast<std::size_t>(of_.at().unknowns().size); }
    xt::xtensor<double, 2> derivative(std::span<double const> points,
                                      std::array<int, max_axes> const& times) const override {
        auto const axes = static_cast<std::size_t>(of_.at().unknowns().axes());
        auto out = xt::xtensor<double, 2>::from_shape({size(), points.size() / axes});
        for (std::size_t k = 0; k < size(); ++k)
            std::ranges::copy(
                of_.derivative(static_cast<int>(k), points_view(points, axes), std::span(times).first(axes)),
                row_of(out, k).begin());
        return out;
    }

private:
    solved of_;
};

}  // namespace

collocation::arguments beside(solved const& of) {
    if (of.at().unknowns().trained_count > 0)
        throw std::invalid_argument(
            "refine: the problem seeks parameters beside its unknowns, expected a problem without");
    collocation::arguments out;
    out.take(of.at().known());
    out.inputs.given = std::make_shared<so_far const>(of);
    return out;
}

linear_space resolving(linear_space space, solved const& so_far) {
    double points = 1, axes = static_cast<double>(space.points.counts.size());
    for (std::size_t const count : space.points.counts) points *= static_cast<double>(count);
    double const times = std::pow(static_cast<double>(so_far.at().rows()) / points, 1 / axes);
    if (times <= 1) return space;
    for (std::size_t& count : space.points.counts)
        count = static_cast<std::size_t>(std::ceil(times * static_cast<double>(count)));
    return space;
}

solved refined(solved const& so_far, result found, std::string const& added) {
    remainder const before = remainder_of({found.at, std::vector<double>(found.theta.size(), 0.0)}),
                    after = remainder_of(found);
    if (after.of_equations + after.of_conditions >= before.of_equations + before.of_conditions) {
        notice(fmt::format("refine: with {} {}, more than without, where {}: nothing is added", added, told(after),
                           told(before)));
        return so_far;
    }
    std::string const& space = so_far.evidence().space;
    return {std::move(found.at), std::move(found.theta),
            judged({.space = (space.empty() ? "a solution" : space) + ", and " + added, .left = after})};
}

}  // namespace lamina::solving
