#include <lamina/train/wall_conditions.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <xtensor/xtensor.hpp>

#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/weak/linearisation.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina::solving {

namespace {

struct side {
    std::size_t axis;
    bool upper;
};

/// The sides on which a condition holds
std::vector<side> sides_of(lowered_condition const& condition, problem_in_space const& of) {
    point_frame const frame = frame_of_condition(condition.of, {.space = 2});
    place_points const laid(of.domain, frame, {.count = 3, .clustered = true}, of.with.known, {});
    std::vector<side> out;
    for (lowered_place const& place : condition.places) {
        if (place.how == lowered_place::kind::measured) continue;
        auto const points = laid(place);
        for (std::size_t const axis : {0, 1})
            for (bool const upper : {false, true}) {
                double const at = upper ? of.domain.upper(axis) : of.domain.lower(axis);
                std::size_t on_it = 0;
                for (std::size_t p = 0; p < points.shape(0); ++p) on_it += points(p, axis) == at ? 1 : 0;
                if (on_it > 2) out.push_back({axis, upper});  // a corner has two at most
            }
    }
    return out;
}

/// beta_0, beta_1, alpha of a condition on a side
class side_condition {
public:
    side_condition(lowered_condition const& condition, side const& on, problem_in_space const& of)
        : graph_(std::make_unique<graph::arena>(condition.of.arena())), known_(&of.with.known) {
        graph::arena& g = *graph_;
        graph::node_id const residual =
            graph::replace(g, graph::scalarize(g, (*condition.of.residuals)[0]), [&](graph::node_id id) {
                graph::node const& n = g[id];
                if (n.kind != graph::op::coordinate || n.name != graph::name_id::normal) return graph::node_id::none;
                return graph::number(g, static_cast<std::size_t>(n.a) != on.axis ? 0 : on.upper ? 1 : -1);
            });
        auto const form = graph::first_order_form_of(g, residual);
        if (!form.exists()) return;
        for (int i = 0; i < form.dimension; ++i)
            if (!graph::is_zero(g, form.f1[i])) return;
        auto const linear = graph::linearise(g, form, graph::unknowns_in(g, residual));
        if (linear.b.size != 2) return;
        roots_ = {linear.b[0], linear.b[1], linear.r[0]};
        for (graph::node_id& root : roots_) root = graph::carried_out(g, root);
        has_slopes_ = !graph::is_zero(g, roots_[0]) || !graph::is_zero(g, roots_[1]);
    }

    [[nodiscard]] bool is_read() const { return !roots_.empty(); }
    [[nodiscard]] bool has_slopes() const { return has_slopes_; }
    /// At points of x, shape (N, 2): shape (3, N)
    [[nodiscard]] xt::xtensor<double, 2> operator()(std::span<double const> x) const {
        return tabulate(*graph_, roots_, x, {.space = 2}, *known_);
    }
    /// Whether they are the same wherever one goes along the side by a period, at samples of it
    [[nodiscard]] bool repeats(box const& domain, side const& on, double period) const {
        constexpr std::array within{0.0, 0.1713, 0.4421, 0.9077};
        constexpr std::array across{0.0, 0.31, 0.67, 0.99};
        std::size_t const along = 1 - on.axis;
        std::vector<double> points;
        for (double const part : across)
            for (double const of_period : within) {
                double const start = domain.lower(along) + std::floor(part * domain.length(along) / period) * period;
                std::array<double, 2> x{};
                x[on.axis] = on.upper ? domain.upper(on.axis) : domain.lower(on.axis);
                x[along] = start + of_period * period;
                points.insert(points.end(), x.begin(), x.end());
            }
        auto const values = (*this)(points);
        for (std::size_t k = 0; k < values.shape(0); ++k) {
            double size = 0;
            for (std::size_t p = 0; p < within.size(); ++p) size = std::max(size, std::abs(values(k, p)));
            for (std::size_t p = within.size(); p < values.shape(1); ++p)
                if (!(std::abs(values(k, p) - values(k, p % within.size())) <= 1e-9 * size)) return false;
        }
        return true;
    }

private:
    std::unique_ptr<graph::arena> graph_;
    std::vector<graph::node_id> roots_{};
    bindings const* known_;
    bool has_slopes_ = false;
};

}  // namespace

std::optional<std::vector<wall>> walls_of(problem_in_space const& problem, double eps,
                                          std::array<double, 2> const& period) {
    box const& domain = problem.domain;
    std::vector<wall> out;
    for (lowered_condition const& condition : problem.problem.problem.conditions) {
        if (condition.how != lowered_condition::kind::at_places) continue;
        if (condition.of.residuals->size != 1) return std::nullopt;
        for (side const& on : sides_of(condition, problem)) {
            auto const given = std::make_shared<side_condition>(condition, on, problem);
            std::size_t const along = 1 - on.axis;
            if (!given->is_read() || !given->repeats(domain, on, eps * period[along])) return std::nullopt;
            bool const twice = std::ranges::any_of(
                out, [&](wall const& w) { return w.axis == on.axis && w.box_above != on.upper; });
            if (twice) return std::nullopt;
            wall beside{on.axis, (on.upper ? domain.upper(on.axis) : domain.lower(on.axis)) / eps, !on.upper};
            if (given->has_slopes())
                beside.condition = [=, &domain](std::span<double const> y) {
                    double const one = eps * period[along],
                                 cell = std::ceil(domain.lower(along) / one) * one;  // the first that begins inside
                    std::vector<double> x;
                    for (double const at : y) x.push_back(eps * at);
                    for (std::size_t p = 0; p < x.size(); p += 2) {
                        x[p + on.axis] = on.upper ? domain.upper(on.axis) : domain.lower(on.axis);
                        x[p + along] += cell - std::floor(x[p + along] / one) * one;
                    }
                    return (*given)(x);
                };
            out.push_back(std::move(beside));
        }
    }
    return out;
}

}  // namespace lamina::solving
