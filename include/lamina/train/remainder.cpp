#include <lamina/train/remainder.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <lamina/sample/points.hpp>
#include <lamina/train/freedom.hpp>

namespace lamina::solving {

namespace {

constexpr double vanishing = 1e-5;

double mean_square(std::span<double const> values) {
    double sum = 0;
    for (double const v : values) sum += v * v;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

}  // namespace

remainder remainder_of(result const& of, std::size_t wanted) {
    discretisation& at = *of.at;
    unknown_table const& unknowns = at.unknowns();
    lowered_residuals const& equations = at.problem().equations;
    std::size_t const axes = at.domain().dimension(), count = wanted > 0                            ? wanted
                                                              : axes == 1 && of.theta.size() <= 600 ? 16384
                                                                                                    : 4096;
    auto const points = interior_points(at.domain(), lamina::points(count));
    remainder out;
    double size = 0;
    for (double const v : of.solution().unknowns(points)) size = std::max(size, std::abs(v));
    // Terms may vanish, as those of -lap(u) == 0 do for u = x: rounding errors are no remainder.
    collocated_system<double>& system = at.system();
    std::vector<double> r(system.rows()), data(system.rows()), j(system.rows() * system.parameters());
    system.jacobian(of.theta, r, j);
    auto const sizes_of = sizes_of_equations(system, j, static_cast<std::size_t>(equations.residuals->size));
    std::vector<double> grade(count, 1.0);
    for (std::size_t k = 0; of.grade && k < count; ++k) grade[k] = of.grade(std::span(points).subspan(k * axes, axes));
    std::size_t equation = 0;
    for (int const residual : *equations.residuals) {
        graph::arena g = equations.arena();
        int const written = graph::scalarize(g, residual);
        graph::id_list roots = graph::terms_of(g, written);
        int const terms = roots.size;
        roots.push(written);
        graph::term_plan const plan = graph::plan_term(g, roots, unknowns);
        auto values = at.values(g, roots, plan, of.theta, points);
        for (std::size_t k = 0; k < values.size(); ++k) values[k] *= grade[k % count];
        std::vector<double> sizes(count, 0.0);
        for (std::size_t k = 0; k < static_cast<std::size_t>(terms) * count; ++k)
            sizes[k % count] += std::abs(values.data()[k]);
        double const least = vanishing * size * sizes_of[equation++];
        double const whole = std::max(mean_square(sizes), least * least),
                     left = mean_square(std::span(values.data(), values.size()).last(count));
        if (whole > 0) out.of_equations = std::max(out.of_equations, std::sqrt(left / whole));
    }
    system.residual(std::vector<double>(of.theta.size(), 0.0), data);
    for (std::size_t k = 0; k < of.offset.size(); ++k) r[k] += of.offset[k], data[k] += of.offset[k];
    auto const blocks = system.blocks().subspan(static_cast<std::size_t>(equations.residuals->size));
    for (residual_block const& block : blocks) {
        double const left = mean_square(std::span(r).subspan(block.begin, block.size));
        double most = size;
        for (double const v : std::span(data).subspan(block.begin, block.size)) most = std::max(most, std::abs(v));
        if (most > 0) out.of_conditions = std::max(out.of_conditions, std::sqrt(left) / most);
    }
    return out;
}

std::string told(remainder const& left) {
    return fmt::format("it leaves {:.1e} of its equations and {:.1e} of its conditions", left.of_equations,
                       left.of_conditions);
}

}  // namespace lamina::solving
