#include <lamina/train/slab.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include <lamina/discretise/assemble.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/rows/block_of_condition.hpp>
#include <lamina/sample/contradictions.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/tabulate.hpp>
#include <lamina/train/newton_step.hpp>
#include <lamina/train/slab_coefficients.hpp>

namespace lamina::solving {

namespace {

constexpr int most_steps = 12;

bool is_at_a_time(lowered_place const& place) {
    return place.how == lowered_place::kind::plane && graph::is_time(place.coordinate.arena(), place.coordinate.root);
}

double time_of(lowered_place const& place, bindings const& known) {
    graph::arena g = place.value.arena();
    std::vector<double> const origin(max_axes, 0.0);
    point_frame const frame{max_axes - 1, true};
    return tabulate(g, std::span(&place.value.root, 1), origin, frame, known)(0, 0);
}

box with_time(box const& domain, double begin, double end) {
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i + 1 < domain.dimension(); ++i)
        lower.push_back(domain.lower(i)), upper.push_back(domain.upper(i));
    lower.push_back(begin), upper.push_back(end);
    return {lower, upper};
}

/// About 1.3 nodes a function along each axis
line_products::grid nodes_of(line_products const& functions) {
    line_products::grid out;
    for (line_functions const& line : functions.along())
        out.push_back(line.nodes(static_cast<std::size_t>(std::ceil(1.25 * static_cast<double>(line.size()))) + 2));
    return out;
}

point_list points_of(line_products::grid const& grid) {
    std::size_t all = 1;
    for (auto const& along : grid) all *= along.size();
    point_list out(all, grid.size());
    for (std::size_t p = 0; p < all; ++p)
        for (std::size_t i = grid.size(), rest = p; i-- > 0; rest /= grid[i].size())
            out(p, i) = grid[i][rest % grid[i].size()];
    return out;
}

linear_space space_of(std::shared_ptr<line_products const> functions, line_products::grid const& nodes) {
    linear_space out;
    out.feed = [functions](network_inputs& to, unknown_table const&, box const&) { to.space = functions; };
    out.points = given_points(points_of(nodes));
    out.sides = {.count = 1, .clustered = true, .along = nodes};
    out.functions = functions->size() + 1;
    return out;
}

/// What the rows of each block are multiplied with: 1 / sqrt(N) and, so that all are of the size of the unknowns, one
/// over the largest root mean square of a column of a slow function; 0 where all functions are periodic as asked
std::vector<double> row_weights(discretisation& at, std::span<double const> j, line_products const& functions) {
    auto const& system = at.system();
    std::size_t const n = system.rows(), size = functions.size(), unknowns = system.parameters() / (size + 1);
    std::vector<std::size_t> slow;
    for (std::size_t f = 0; f < functions.products(); ++f) {
        auto const numbers = numbers_of(functions, f);
        bool is_slow = true;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            is_slow = is_slow && functions.along()[i].degree_of(numbers[i]) <= 2;
        if (!is_slow) continue;
        std::size_t const at_f = functions.place_of(f);
        for (std::size_t k = 0; k < unknowns; ++k) slow.push_back(at_f == size ? unknowns * size + k : k * size + at_f);
    }
    std::vector<std::string> periodic;
    for (std::size_t k = 0; k < at.problem().conditions.size(); ++k)
        if (at.problem().conditions[k].how == lowered_condition::kind::periodic)
            periodic.push_back(name_of_condition(k));
    std::vector<double> out(n);
    for (residual_block const& block : system.blocks()) {
        double largest = 0;
        bool const is_met = std::ranges::find(periodic, block.name.substr(0, block.name.find('['))) != periodic.end();
        for (std::size_t const p : slow) {
            if (is_met) break;
            double sum = 0;
            for (std::size_t i = 0; i < block.size; ++i) sum += j[p * n + block.begin + i] * j[p * n + block.begin + i];
            largest = std::max(largest, sum);
        }
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(block.begin), block.size,
                    largest > 0 ? 1 / std::sqrt(largest) : 0.0);
    }
    return out;
}

/// What initial conditions leave where the slab before ends, to be taken from what they leave here
std::vector<double> left_before(discretisation& at, side_points const& sides, slab const& before) {
    auto& system = at.system();
    std::vector<double> out(system.rows(), 0.0);
    lowered_problem const& problem = at.problem();
    point_frame const plain{problem.unknowns->dimension, true};
    for (std::size_t k = 0; k < problem.conditions.size(); ++k) {
        lowered_condition const& c = problem.conditions[k];
        if (c.how != lowered_condition::kind::at_places) continue;
        residual_block const* const block = &block_of_condition(system.blocks(), k);
        point_frame const frame = frame_of_condition(c.of, plain);
        place_points const laid(at.domain(), frame, sides, at.known(), {});
        std::size_t first = 0;
        for (lowered_place const& place : c.places) {
            auto const where = laid(place);
            std::size_t const count = where.shape(0);
            if (is_at_a_time(place)) {
                auto const left = before.found.at->values(c.of, before.found.theta, where);
                for (std::size_t n = 0; n < left.size(); ++n)
                    out[block[n / count].begin + first + n % count] = -left.data()[n];
            }
            first += count;
        }
    }
    return out;
}

/// Newton's steps, halved until the rows leave less; whether they come to rest
bool newton(result& of, line_products const& functions, bool linear, double least_size, double tolerance) {
    auto& system = of.at->system();
    std::size_t const n = system.rows(), all = system.parameters(), unknowns = all / (functions.size() + 1);
    std::size_t const p = functions.products() > functions.size() ? all : all - unknowns;  // odd ones have no constant
    std::vector<double> weight, r(n), j(n * all), next(all, 0.0);
    auto const weighted = [&] {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) r[k] = weight[k] * (r[k] + of.offset[k]), sum += r[k] * r[k];
        return sum;
    };
    for (int step = 0; step < most_steps; ++step) {
        system.jacobian(of.theta, r, j);
        if (step == 0) weight = row_weights(*of.at, j, functions);
        double const left = weighted();
        for (std::size_t q = 0; q < p; ++q)
            for (std::size_t k = 0; k < n; ++k) j[q * n + k] *= weight[k];
        auto const theta = std::span(of.theta).first(p);
        auto const target = newton_target(std::span(j).first(n * p), r, theta).x;
        std::ranges::copy(halved_step(theta, target, 1e-3,
                                      [&](std::vector<double> const& at) {
                                          if (linear) return true;
                                          std::ranges::copy(at, next.begin());
                                          system.residual(next, r);
                                          double const now = weighted();
                                          return now < left * (1 + 1e-6) || now < 1e-24;
                                      }),
                          next.begin());
        double change = 0, size = least_size;
        for (std::size_t q = 0; q < p; ++q)
            change = std::max(change, std::abs(next[q] - of.theta[q])), size = std::max(size, std::abs(next[q]));
        of.theta = next;
        if (linear || change <= 0.1 * std::sqrt(tolerance) * size) return true;  // its square is left
    }
    return false;
}

}  // namespace

bool goes_on_in_time(problem_in_space const& of) {
    lowered_problem const& problem = of.problem.problem;
    if (!problem.unknowns->time || problem.has_mean() || of.with.gives("features")) return false;
    std::size_t const time = of.domain.dimension() - 1;
    bool begins = false;
    for (lowered_condition const& c : problem.conditions) {
        for (lowered_place const& place : c.places) {
            if (place.how == lowered_place::kind::measured) return false;
            if (!is_at_a_time(place)) continue;
            if (time_of(place, of.with.known) != of.domain.lower(time)) return false;
            begins = true;
        }
    }
    return begins;
}

slab solved_slab(problem_in_space const& of, double begin, double end, std::shared_ptr<line_products const> functions,
                 slab const* before, std::span<slab const> guess, double tolerance) {
    generated_problem moved = of.problem;
    for (lowered_condition& c : moved.problem.conditions)
        for (lowered_place& place : c.places)
            if (is_at_a_time(place)) place.moved_to = begin;
    auto const nodes = nodes_of(*functions);
    linear_space const space = space_of(functions, nodes);
    slab out{begin, end, functions, {}};
    result& found = out.found;
    found.at = std::make_shared<discretisation>(
        collocation::assemble(moved, with_time(of.domain, begin, end), space, of.with));
    std::size_t const p = found.at->parameters(), size = functions->size(), unknowns = p / (size + 1);
    found.offset =
        before ? left_before(*found.at, space.sides, *before) : std::vector<double>(found.at->system().rows(), 0.0);
    found.theta.assign(p, 0.0);
    for (std::size_t k = 0; k < unknowns && !guess.empty(); ++k) {
        auto const c = functions->fitted(values_of(guess, k, nodes), nodes);
        std::copy(c.begin(), c.end() - 1, found.theta.begin() + static_cast<std::ptrdiff_t>(k * size));
        found.theta[unknowns * size + k] = c.back();
    }
    out.settled = newton(found, *functions, of.linear, before ? before->size : 0, tolerance);
    out.size = std::max(numerics::largest_of(found.theta), before ? before->size : 0);
    std::size_t const axes = functions->along().size();
    out.tail_in_space = tail(out, 0, axes - 1), out.tail_in_time = tail(out, axes - 1, axes);
    return out;
}

}  // namespace lamina::solving
