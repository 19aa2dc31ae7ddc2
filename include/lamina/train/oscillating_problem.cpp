#include <lamina/train/oscillating_problem.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <xtensor/xview.hpp>

#include <lamina/dsl/weak/diffusion.hpp>
#include <lamina/network/dressed_polynomials.hpp>
#include <lamina/sample/place_points.hpp>

namespace lamina::solving {

namespace {

/// Whether a condition is one on the values of u, without derivatives
bool prescribes_values(lowered_condition const& of) {
    if (of.how != lowered_condition::kind::at_places) return false;
    graph::arena g = of.of.arena();
    return std::ranges::none_of(*of.of.residuals, [&](int residual) {
        return graph::contains(g, graph::scalarize(g, residual), graph::op::partial);
    });
}

/// The sides of a rectangle on which u is prescribed, in y = x / eps
std::vector<wall> walls_of(problem_in_space const& problem, double eps) {
    box const& domain = problem.domain;
    std::array<std::array<bool, 2>, 2> prescribed{};
    for (lowered_condition const& condition : problem.problem.problem.conditions) {
        if (!prescribes_values(condition)) continue;
        point_frame const frame = frame_of_condition(condition.of, {.space = 2});
        place_points const laid(domain, frame, {.count = 3, .clustered = true}, problem.with.known, {});
        for (lowered_place const& place : condition.places) {
            if (place.how == lowered_place::kind::measured) continue;
            auto const points = laid(place);
            for (std::size_t p = 0; p < points.size(); p += frame.size())
                for (std::size_t axis : {0, 1})
                    for (std::size_t upper : {0, 1})
                        if (points[p + axis] == (upper == 1 ? domain.upper(axis) : domain.lower(axis)))
                            prescribed[axis][upper] = true;
        }
    }
    std::vector<wall> out;
    for (std::size_t axis : {0, 1})
        for (std::size_t upper : {0, 1})
            if (prescribed[axis][upper])
                out.push_back({axis, (upper == 1 ? domain.upper(axis) : domain.lower(axis)) / eps, upper == 0});
    return out;
}

}  // namespace

std::optional<oscillating_problem> oscillating_problem::of(problem_in_space const& problem) {
    lowered_problem const& lowered = problem.problem.problem;
    unknown_table const& unknowns = *lowered.unknowns;
    if (!problem.linear || unknowns.dimension != 2 || unknowns.time || unknowns.size != 1 ||
        lowered.components != std::vector<int>{1})
        return std::nullopt;
    oscillating_problem out;
    out.domain_ = problem.domain;
    graph::arena g = lowered.equations.arena();
    int const residual = (*lowered.equations.residuals)[0];
    auto const form = graph::first_order_form_of(g, residual);
    if (!form.exists()) return std::nullopt;
    auto const linear = graph::linearise(g, form, graph::unknowns_in(g, residual));
    for (graph::id_list const& absent : {linear.c, linear.flux})
        for (int const id : absent)
            if (!graph::is_zero(g, graph::scalarize(g, id))) return std::nullopt;
    std::vector<int> roots{linear.a[0], linear.a[1], linear.a[2], linear.a[3],
                           linear.b[0], linear.b[1], linear.r[0], linear.source};
    std::size_t const source = roots.size() - 1;
    for (int& root : roots) root = graph::carried_out(g, root);
    apart_in_scales const apart(g, roots, unknowns.position, problem.domain, problem.with.known);
    if (!apart.scale() || apart.is_fast(source)) return std::nullopt;
    for (std::size_t k = 0; k < source; ++k)
        if (apart.is_slow(k)) return std::nullopt;
    auto const& [parameter, eps, period] = *apart.scale();
    out.parameter_ = parameter;
    std::array const somewhere{problem.domain.lower(0), problem.domain.lower(1)};
    auto const coefficients = [&](std::span<double const> y) {
        auto all = xt::xtensor<double, 2>::from_shape({source, y.size() / 2});
        for (std::size_t k = 0; k < source; ++k)
            xt::row(all, static_cast<std::ptrdiff_t>(k)) = xt::row(apart.values(k, somewhere, y), 0);
        return all;
    };
    out.medium_ = std::make_shared<two_scale_expansion>(oscillating_operator{eps, {period[0], period[1]}, coefficients},
                                                        walls_of(problem, eps));
    if (!out.medium_->resolved()) return std::nullopt;
    return out;
}

std::optional<linear_space> oscillating_problem::space(int order, std::size_t degree) const {
    medium_->extend(order);
    if (!medium_->resolved()) return std::nullopt;
    auto const functions =
        std::make_shared<dressed_polynomials const>(medium_, order, std::array{domain_.lower(0), domain_.lower(1)},
                                                    std::array{domain_.upper(0), domain_.upper(1)}, degree);
    linear_space out;
    out.feed = [functions](network_inputs& to, unknown_table const&, box const&) { to.space = functions; };
    out.functions = functions->size() + 1;
    auto const along = static_cast<std::size_t>(std::ceil(std::sqrt(2.5 * static_cast<double>(out.functions))));
    out.points = chebyshev_points({along, along});
    out.sides = {.count = 3 * degree + 8, .clustered = true};
    out.text = fmt::format("chebyshev{{{}}} dressed up to order {} in {}", degree, order, parameter_);
    out.random = true;
    double const unit = std::min(domain_.length(0), domain_.length(1));
    out.grade = [domain = domain_, unit](std::span<double const> x) {
        auto const to_end = [&](std::size_t i) { return std::min(x[i] - domain.lower(i), domain.upper(i) - x[i]); };
        return std::min(1.0, 3 * std::hypot(to_end(0), to_end(1)) / unit);
    };
    return out;
}

}  // namespace lamina::solving
