#pragma once

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <lamina/dsl/evaluate/program.hpp>
#include <lamina/dsl/terms/plan.hpp>

#include "agreement.hpp"

/// Straight-line programs and plans, run step by step on any numbers.
namespace oracle {

/// The results of a straight-line program, step by step; leaf(instruction) gives channels, tables and constants.
template <class V, class Leaf>
std::vector<V> interpreted(graph::program const& p, Leaf const& leaf) {
    std::vector<V> r;
    for (int k = 0; k < p.size; ++k) {
        graph::instruction const& i = p.code[k];
        auto const at = [&](int of) { return r[static_cast<std::size_t>(of)]; };
        switch (i.kind) {
            case graph::op::channel:
            case graph::op::table:
            case graph::op::constant:
                r.push_back(leaf(i));
                break;
            case graph::op::number:
                r.push_back(V(static_cast<double>(i.a)) / V(static_cast<double>(i.b)));
                break;
            case graph::op::sum:
                r.push_back(at(i.of[0]) + at(i.of[1]));
                break;
            case graph::op::product:
                r.push_back(at(i.of[0]) * at(i.of[1]));
                break;
            case graph::op::where: {
                V const p = at(i.of[0]), q = at(i.of[1]);
                bool const holds = i.a == 2 ? !(p < q) && !(q < p) : i.a == 1 ? p <= q : p < q;
                r.push_back(at(holds ? i.of[2] : i.of[3]));
                break;
            }
            case graph::op::power: {
                V const base = at(i.of[0]);
                if (i.b != 1)
                    r.push_back(pow(base, static_cast<double>(i.a) / static_cast<double>(i.b)));
                else {
                    V out(1.0);
                    for (long n = 0; n < std::abs(i.a); ++n) out = out * base;
                    r.push_back(i.a < 0 ? V(1.0) / out : out);
                }
                break;
            }
            default:
                for (function<V> const& f : functions<V>)
                    if (f.node == i.kind) r.push_back(f.of(at(i.of[0]), at(i.of[i.of[1] < 0 ? 0 : 1])));
        }
    }
    if (r.size() != static_cast<std::size_t>(p.size)) throw std::logic_error("a program with an unknown operation");
    std::vector<V> out;
    for (int k = 0; k < p.result.size; ++k) out.push_back(r[static_cast<std::size_t>(p.result[k])]);
    return out;
}

/// The channels of a plan at a place, where the unknowns are waves
inline rounded channel_at(graph::arena& g, lamina::unknown_table const& unknowns, graph::term_plan const& plan,
                          place<rounded> const& here, int k) {
    auto const& unknown = unknowns.unknown[static_cast<std::size_t>(k / plan.channel_count)];
    std::string name(unknown.name);
    if (unknown.component > 0) name += "[" + std::to_string(unknown.component - 1) + "]";
    auto const of = environment(here).unknown.at(name);
    graph::planned_channel const& c = plan.channel[static_cast<std::size_t>(k % plan.channel_count)];
    rounded sum = 0;
    for (int p = 0; p < c.size; ++p) {
        auto const& [multiplicity, weight, alpha] = c.part[static_cast<std::size_t>(p)];
        rounded const w = weight < 0 ? rounded(1) : evaluated(g, plan.weights[weight], here);
        sum = sum + rounded(multiplicity) * w * of({alpha.direction.begin(), alpha.direction.begin() + alpha.order});
    }
    return sum;
}

}  // namespace oracle
