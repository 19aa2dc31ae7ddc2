#include <lamina/train/oscillating_problem.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <xtensor/xview.hpp>

#include <lamina/dsl/weak/diffusion.hpp>
#include <lamina/network/combined_functions.hpp>
#include <lamina/network/dressed_polynomials.hpp>
#include <lamina/network/joint_space.hpp>
#include <lamina/train/wall_conditions.hpp>

namespace lamina::solving {

constexpr double most_of_a_mean = 4e7;  // numbers in the rows of points that a mean is over

std::optional<oscillating_problem> oscillating_problem::of(problem_in_space const& problem) {
    lowered_problem const& lowered = problem.problem.problem;
    unknown_table const& unknowns = *lowered.unknowns;
    if (!problem.linear || unknowns.dimension != 2 || unknowns.time || unknowns.size != 1 ||
        lowered.components != std::vector<int>{1})
        return std::nullopt;
    oscillating_problem out;
    out.domain_ = problem.domain;
    graph::arena g = lowered.equations.arena();
    graph::node_id const residual = (*lowered.equations.residuals)[0];
    auto const form = graph::first_order_form_of(g, residual);
    if (!form.exists()) return std::nullopt;
    auto const linear = graph::linearise(g, form, graph::unknowns_in(g, residual));
    for (graph::id_list const& absent : {linear.c, linear.flux})
        for (graph::node_id const id : absent)
            if (!graph::is_zero(g, graph::scalarize(g, id))) return std::nullopt;
    std::vector<graph::node_id> roots{linear.a[0], linear.a[1], linear.a[2], linear.a[3],
                           linear.b[0], linear.b[1], linear.r[0], linear.source};
    std::size_t const source = roots.size() - 1;
    for (graph::node_id& root : roots) root = graph::carried_out(g, root);
    apart_in_scales const apart(g, roots, unknowns.position, problem.domain, problem.with.known);
    if (apart.scales().empty()) return std::nullopt;
    for (std::size_t k = 0; k < source; ++k)
        if (apart.is_slow(k)) return std::nullopt;
    auto const& [parameter, eps, period] = apart.scales().front();
    out.parameter_ = parameter, out.cell_ = {eps * period[0], eps * period[1]}, out.has_mean_ = lowered.has_mean();
    std::array const somewhere{problem.domain.lower(0), problem.domain.lower(1)};
    auto const coefficients = [&](std::span<double const> y) {
        auto all = xt::xtensor<double, 2>::from_shape({source, y.size() / 2});
        for (std::size_t k = 0; k < source; ++k)
            xt::row(all, static_cast<std::ptrdiff_t>(k)) = xt::row(apart.values(k, somewhere, y), 0);
        return all;
    };
    std::array const periods{period[0], period[1]};
    auto const walls = walls_of(problem, eps, periods);
    if (!walls) return std::nullopt;
    oscillating_operator const in{eps, periods, coefficients};
    out.medium_ = std::make_shared<two_scale_expansion>(in, *walls);
    if (!out.medium_->resolved()) return std::nullopt;
    if (!apart.is_fast(source)) return out;
    auto const terms = terms_of_source(
        [&](std::span<double const> x, std::span<double const> y) { return apart.values(source, x, y); },
        problem.domain, periods);
    if (!terms) return std::nullopt;
    for (source_term const& term : *terms) {
        auto medium = std::make_shared<two_scale_expansion>(in, *walls, [&](std::span<double const> y) {
            auto const values = apart.values(source, term.at, y);
            return std::vector<double>(values.begin(), values.end());
        });
        if (!medium->resolved()) return std::nullopt;
        out.sources_.push_back({term, std::move(medium)});
    }
    return out;
}

std::optional<linear_space> oscillating_problem::space(int order, std::size_t degree) const {
    std::array const lower{domain_.lower(0), domain_.lower(1)}, upper{domain_.upper(0), domain_.upper(1)};
    medium_->extend(order);
    if (!medium_->resolved()) return std::nullopt;
    std::shared_ptr<trial_space const> functions =
        std::make_shared<dressed_polynomials const>(medium_, order, lower, upper, degree);
    for (auto const& [term, medium] : sources_) {
        medium->extend(order + 2);
        if (!medium->resolved()) return std::nullopt;
        auto const of_source =
            std::make_shared<dressed_polynomials const>(medium, order + 2, lower, upper, term.degree);
        functions = std::make_shared<joint_space const>(functions,
                                                        std::make_shared<combined_functions const>(of_source, term.g));
    }
    linear_space out;
    out.feed = [functions](network_inputs& to, unknown_table const&, box const&) { to.space = functions; };
    out.functions = functions->size() + 1;
    auto const all = static_cast<double>(out.functions);
    std::array<std::size_t, 2> along{};
    for (std::size_t const i : {0, 1}) {
        double const of_mean = has_mean_ ? 10 * domain_.length(i) / cell_[i] + 40 : 0;  // its points resolve eps
        along[i] = static_cast<std::size_t>(std::ceil(std::max(std::sqrt(2.5 * all), of_mean)));
    }
    if (has_mean_ && static_cast<double>(along[0] * along[1]) * all > most_of_a_mean) return std::nullopt;
    out.points = chebyshev_points({along[0], along[1]});
    out.sides = {.count = 3 * degree + 8, .clustered = true};
    out.text = fmt::format("chebyshev{{{}}} dressed up to order {} in {}", degree, order, parameter_);
    out.random = true;
    double const unit = std::min(domain_.length(0), domain_.length(1));
    out.grade = [domain = domain_, unit](std::span<double const> x) {
        auto const to_end = [&](std::size_t i) { return std::min(x[i] - domain.lower(i), domain.upper(i) - x[i]); };
        return std::min(1.0, 3 * std::hypot(to_end(0), to_end(1)) / unit);
    };
    out.side_grade = out.grade;
    return out;
}

}  // namespace lamina::solving
