#include <lamina/homogenize/two_scale_functions.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/numerics/leibniz.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

std::vector<double> oscillating_part::slow(two_scale_term const& term, std::span<double const> points,
                                           std::span<int const> times) const {
    using graph::slow_factor;
    unknown_table const& unknowns = u0.at().unknowns();
    if (term.factor.of != slow_factor::kind::source) {
        std::vector<int> all(times.begin(), times.end());
        if (term.factor.of == slow_factor::kind::gradient) ++all[static_cast<std::size_t>(term.factor.axis)];
        auto const values = u0.derivative(term.factor.component, points_view(points, times.size()), all);
        return {values.begin(), values.end()};
    }
    graph::arena at = g;
    graph::node_id root = graph::scalarize(at, term.slow);
    for (std::size_t i = 0; i < times.size(); ++i)
        for (int n = 0; n < times[i]; ++n)
            root = graph::derivative(at, root, graph::axis(at, unknowns, static_cast<int>(i)));
    auto const values = tabulate(at, std::array{root}, points, {unknowns.dimension, unknowns.time}, known);
    return {values.begin(), values.end()};
}

std::vector<double> oscillating_part::operator()(std::size_t k, std::span<double const> points,
                                                 std::span<int const> times) const {
    std::size_t const axes = times.size(), count = points.size() / axes;
    auto const space = static_cast<std::size_t>(u0.at().unknowns().dimension);
    std::array<int, 3> in_space{};
    std::copy_n(times.begin(), space, in_space.begin());
    std::vector<double> out(count, 0.0);
    numerics::leibniz(in_space, [&](std::array<int, 3> const& of_factor, std::array<int, 3> const& of_corrector,
                                    double number) {
        std::vector<int> all(times.begin(), times.end());
        std::copy_n(of_factor.begin(), space, all.begin());
        for (two_scale_term const& term : terms) {
            auto const factor = slow(term, points, all);
            for (std::size_t p = 0; p < count; ++p)
                if (factor[p] != 0)
                    out[p] += eps * number * factor[p] *
                              term.corrector[k].along_both(points.subspan(p * axes, space), eps, of_corrector);
        }
    });
    return out;
}

void expect_scale(double eps) {
    if (!(eps > 0 && std::isfinite(eps)))
        throw std::invalid_argument(fmt::format("corrected: eps is {}, expected a positive number", eps));
}

void expect_inside(box const& slow, box const& domain) {
    for (std::size_t i = 0; i < slow.dimension(); ++i)
        if (domain.lower(i) < slow.lower(i) || domain.upper(i) > slow.upper(i))
            throw std::invalid_argument(fmt::format(
                "corrected: the medium is that of a box from {} to {} along axis {}, the solution goes from {} to {}; "
                "solve the cells on the domain of the solution",
                slow.lower(i), slow.upper(i), i, domain.lower(i), domain.upper(i)));
}

bindings fields_of(std::shared_ptr<oscillating_part const> const& of) {
    bindings out;
    unknown_table const& unknowns = of->u0.at().unknowns();
    for (std::size_t k = 0; k < static_cast<std::size_t>(unknowns.size); ++k)
        out.fields["first_order_" + std::to_string(k)] = bindings::field::at_points(
            [of, k, time = unknowns.time](std::span<double const> points, std::span<int const> times) {
                auto values = (*of)(k, points, times);
                std::size_t const axes = times.size();
                for (std::size_t p = 0; time && p < values.size(); ++p)
                    if (points[p * axes + axes - 1] <= of->u0.domain().lower(axes - 1)) values[p] = 0;
                return values;
            });
    return out;
}

namespace {

/// The largest component of eps u1 at points of the boundary when time begins
double largest_at_start(oscillating_part const& of) {
    box const& domain = of.u0.domain();
    std::size_t const axes = domain.dimension(), time = axes - 1;
    auto const inside = interior_points(domain, points(200));
    std::vector<double> at;
    for (std::size_t i = 0; i < time; ++i)
        for (double const side : {domain.lower(i), domain.upper(i)}) {
            if (of.u0.at().problem().is_periodic(i)) continue;
            std::size_t const first = at.size();
            at.insert(at.end(), inside.begin(), inside.end());
            for (std::size_t p = first; p < at.size(); p += axes) at[p + i] = side, at[p + time] = domain.lower(time);
        }
    std::vector<int> const none(axes, 0);
    double out = 0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(of.u0.at().unknowns().size) && !at.empty(); ++k)
        out = std::max(out, numerics::largest_of(of(k, at, none)));
    return out;
}

}  // namespace

void refuse_share(oscillating_part const& of, no_solution const& why) {
    bool const in_time = of.u0.at().unknowns().time;
    double const jump = in_time ? largest_at_start(of) : 0;
    constexpr double seen = 1e-2;
    auto const values = of.u0.unknowns(interior_points(of.u0.domain(), points(200)));
    if (jump > seen * of.eps * numerics::largest_of(values))
        throw no_solution(
            fmt::format(
                "corrected: eps u1 jumps from 0 to {:.2g} on the boundary when time begins, and the share of the "
                "boundary, which takes it away there, is not smooth; expected initial values for which u1 is 0 "
                "there, as with a gradient of 0",
                jump),
            why.best());
    throw no_solution(fmt::format("corrected: the share of the boundary and of sources was not found: {}", why.what()),
                      why.best());
}

two_scale_functions::two_scale_functions(solved mean, std::shared_ptr<oscillating_part const> rest)
    : mean_(std::move(mean)), rest_(std::move(rest)) {}

std::size_t two_scale_functions::size() const {
    return static_cast<std::size_t>(mean_.at().unknowns().size);
}

xt::xtensor<double, 2> two_scale_functions::derivative(std::span<double const> points,
                                                       std::array<int, max_axes> const& times) const {
    std::size_t const axes = mean_.domain().dimension();
    auto const along = std::span(times).first(axes);
    auto out = xt::xtensor<double, 2>::from_shape({size(), points.size() / axes});
    for (std::size_t k = 0; k < size(); ++k) {
        auto const first = (*rest_)(k, points, along);
        auto const mean = mean_.derivative(static_cast<int>(k), points_view(points, axes), along);
        for (std::size_t p = 0; p < first.size(); ++p) out(k, p) = mean[p] + first[p];
    }
    return out;
}

}  // namespace lamina
