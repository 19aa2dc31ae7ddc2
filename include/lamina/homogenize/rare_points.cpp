#include <lamina/homogenize/rare_points.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <queue>
#include <set>

#include <lamina/dsl/evaluate/step.hpp>
#include <lamina/homogenize/cell_coefficients.hpp>
#include <lamina/homogenize/range.hpp>
#include <lamina/interpret/values.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

using graph::op;

/// What is looked at: a node, or a side of a choice with the choices around it, which is made where each `greater`
/// is larger than its `less`
struct observed {
    struct condition {
        graph::node_id greater, less;
    };
    graph::node_id node = graph::node_id::none;  // none: conditions
    std::vector<condition> conditions{};

    /// The nodes that its value is made of
    [[nodiscard]] std::vector<graph::node_id> roots() const {
        if (node != graph::node_id::none) return {node};
        std::vector<graph::node_id> out;
        for (auto const& [greater, less] : conditions) out.push_back(greater), out.push_back(less);
        return out;
    }
    /// Its value from those of its roots, root(k): of conditions the least of the differences, positive where they hold
    template <class Root>
    [[nodiscard]] auto value(Root const& root) const {
        using V = decltype(root(0));
        if (node != graph::node_id::none) return root(0);
        V out(INFINITY);
        using elementary::lesser;
        for (std::size_t k = 0; k < conditions.size(); ++k) out = lesser(out, V(root(2 * k) - root(2 * k + 1)));
        return out;
    }
};

struct box_of_cell {
    std::array<range, 3> sides{};
    double bound = 0;  // no value in it is larger
    [[nodiscard]] double size() const {
        double out = 0;
        for (range const& side : sides) out = std::max(out, side.high - side.low);
        return out;
    }
    bool operator<(box_of_cell const& other) const {
        return bound != other.bound ? bound < other.bound : size() > other.size();
    }
};

class observation {
public:
    observation(graph::arena const& in, std::span<graph::node_id const> roots, std::span<double const> lengths,
                bindings const& bound)
        : g(in), period(lengths), known(bound) {
        for (graph::node_id const root : roots) collect(root);
        for (graph::node_id const root : roots) add({root});
        // The extreme point of a condition is in the middle of where it holds, that of a value anywhere in there.
        parts.insert(parts.begin(), choices.begin(), choices.end());
    }

    [[nodiscard]] point_list operator()() {
        constexpr std::size_t count = 4096;
        std::size_t const d = period.size();
        auto const unit = scattered_points(count, d);
        std::vector<std::array<double, 3>> points(count);
        for (std::size_t q = 0; q < unit.size(); ++q) points[q / d][q % d] = period[q % d] * unit[q];
        std::vector<graph::node_id> roots;
        for (observed const& part : parts) std::ranges::copy(part.roots(), std::back_inserter(roots));
        auto const leaf = [&](graph::node_id id) -> interpret::leaf<double> {
            if (auto const number = fixed(id)) return *number;
            auto const axis = static_cast<std::size_t>(g[id].a);
            return [&, axis](interpret::block where, double const* const*, double* out) {
                for (std::size_t p = 0; p < where.count; ++p) out[p] = points[where.first + p][axis];
            };
        };
        auto const all = interpret::values<double>(g, {g, roots}, count, leaf);
        std::vector<double> values(count);
        std::vector<std::array<double, 3>> rare;
        std::size_t first = 0;  // root of the part
        for (observed const& part : parts) {
            for (std::size_t p = 0; p < count; ++p)
                values[p] = part.value([&](std::size_t k) { return all(first + k, p); });
            first += part.roots().size();
            program = evaluate::straight_line(g, part.roots());
            auto const [low, high] = std::ranges::minmax(values);
            double const middle = part.node == graph::node_id::none ? 0 : (low + high) / 2;
            for (double const sign : {1.0, -1.0}) {
                if (part.node == graph::node_id::none && sign < 0) continue;
                auto const beyond = [&](double v) { return sign * (v - middle) > 0; };
                if (std::ranges::count_if(values, beyond) >= static_cast<std::ptrdiff_t>(count / 64)) continue;
                if (std::ranges::any_of(rare, [&](auto const& y) { return beyond(value(part, y)); })) continue;
                auto const best = std::ranges::max_element(values, {}, [&](double v) { return sign * v; });
                auto const found = extreme(part, sign, *best, points[static_cast<std::size_t>(best - values.begin())]);
                if (found && beyond(value(part, *found)) && rare.size() < most) rare.push_back(*found);
            }
        }
        point_list out(rare.size(), d);
        for (std::size_t p = 0; p < rare.size(); ++p) std::copy_n(rare[p].begin(), d, row_of(out, p).begin());
        return out;
    }

private:
    static constexpr std::size_t most = 16;
    graph::arena const& g;
    std::span<double const> period;
    bindings const& known;
    evaluate::straight_line program;  // of the part that is looked at
    std::vector<observed> parts, choices;
    std::set<graph::node_id> seen;

    void collect(graph::node_id id) {
        if (!seen.insert(id).second) return;
        graph::node const n = g[id];
        if (n.kind == op::where && !graph::is_limit(n))
            add_sides(id, {});
        else if (n.kind == op::power || elementary::is_function(n.kind))
            add({id});
        for (int k = 0; k < n.count; ++k) collect(g.child(id, k));
    }
    /// Both sides of a choice, and of those that stand in its sides and nowhere else, as the second of a && b
    void add_sides(graph::node_id id, std::vector<observed::condition> const& around) {
        graph::node_id const p = g.child(id, 0), q = g.child(id, 1);
        for (int side = 2; side < 4; ++side) {
            auto conditions = around;
            conditions.push_back(side == 2 ? observed::condition{q, p} : observed::condition{p, q});
            graph::node_id const chosen = g.child(id, side);
            add({graph::node_id::none, conditions});
            if (g[chosen].kind == op::where && !graph::is_limit(g[chosen]) && g.child(id, 5 - side) != chosen &&
                parents(chosen) == 1) {
                seen.insert(chosen);
                add_sides(chosen, conditions);
                for (int k = 0; k < g[chosen].count; ++k) collect(g.child(chosen, k));
            }
        }
    }
    [[nodiscard]] int parents(graph::node_id id) const {
        int out = 0;
        for (graph::node_id other = id; g.has(++other);)
            for (int k = 0; k < g[other].count; ++k) out += g.child(other, k) == id ? 1 : 0;
        return out;
    }
    void add(observed part) {
        std::set<graph::node_id> all;
        bool varies = false, numbers = true;
        auto visit = [&](auto& self, graph::node_id id) -> void {
            if (!all.insert(id).second) return;
            op const kind = g[id].kind;
            bool const coordinate = kind == op::coordinate;
            varies = varies || (coordinate && !known.positions.contains(std::string(g.name_of(id))));
            if (graph::is_leaf(kind)) {
                numbers = numbers && (coordinate || kind == op::parameter);
                return;
            }
            for (int k = 0; k < g[id].count; ++k) self(self, g.child(id, k));
        };
        for (graph::node_id const root : part.roots()) visit(visit, root);
        if (!varies || !numbers) return;
        (part.node == graph::node_id::none ? choices : parts).push_back(std::move(part));
    }

    /// The number that stands for a leaf at all points
    [[nodiscard]] std::optional<double> fixed(graph::node_id id) const {
        std::string const name(g.name_of(id));
        if (g[id].kind == op::parameter) return known.parameters.at(name);
        auto const found = known.positions.find(name);
        return found == known.positions.end() ? std::nullopt
                                              : std::optional(found->second.at(static_cast<std::size_t>(g[id].a)));
    }
    template <class V>
    V value(observed const& part, std::array<V, 3> const& y) {
        std::vector<V> registers(static_cast<std::size_t>(program.size));
        auto const leaf = [&](graph::arena const&, graph::node_id id) {
            auto const number = fixed(id);
            return number ? V(*number) : y[static_cast<std::size_t>(g[id].a)];
        };
        evaluate::run(g, program, leaf, registers.data());
        return part.value([&](std::size_t k) { return registers[static_cast<std::size_t>(program.result[k])]; });
    }

    /// Where sign * value is largest, or nearly, by best-first search of boxes from what the points have seen
    std::optional<std::array<double, 3>> extreme(observed const& part, double sign, double at_best,
                                                 std::array<double, 3> const& best_point) {
        double best = sign * at_best;
        auto at = std::isfinite(best) ? std::optional(best_point) : std::nullopt;
        double const first = at ? best : -INFINITY;
        std::priority_queue<box_of_cell> boxes;
        auto look = [&](box_of_cell box) {
            std::array<double, 3> middle{};
            for (std::size_t i = 0; i < period.size(); ++i) middle[i] = (box.sides[i].low + box.sides[i].high) / 2;
            if (double const v = sign * value(part, middle); v > best || !at) best = v, at = middle;
            range const all = value(part, box.sides);
            box.bound = sign > 0 ? all.high : -all.low;
            boxes.push(box);
        };
        box_of_cell cell;
        for (std::size_t i = 0; i < period.size(); ++i) cell.sides[i] = {0, period[i]};
        look(cell);
        for (int step = 0; step < 4000 && !boxes.empty(); ++step) {
            box_of_cell box = boxes.top();
            boxes.pop();
            double const from = part.node != graph::node_id::none ? first : std::min(best, 0.0);
            double const gain = std::isfinite(from) ? 0.01 * (best - from) : 0;  // that is no longer worth a search
            if (box.bound <= best + gain || (part.node == graph::node_id::none && box.bound <= 0)) break;
            std::size_t widest = 0;
            auto share = [&](std::size_t i) { return (box.sides[i].high - box.sides[i].low) / period[i]; };
            for (std::size_t i = 1; i < period.size(); ++i)
                if (share(i) > share(widest)) widest = i;
            range const side = box.sides[widest];
            double const middle = (side.low + side.high) / 2;
            if (!(side.low < middle && middle < side.high)) continue;  // no number lies between
            for (range const& half : {range(side.low, middle), range(middle, side.high)}) {
                box.sides[widest] = half;
                look(box);
            }
        }
        return at;
    }
};

}  // namespace

point_list rare_points(graph::arena const& g, std::span<graph::node_id const> roots, std::span<double const> period,
                       bindings const& known) {
    return observation(g, roots, period, known)();
}

}  // namespace lamina
