#pragma once

#include <vector>

#include <lamina/dsl/evaluate/apply.hpp>
#include <lamina/dsl/expr/build.hpp>

namespace lamina::graph {

/// x^(a / b) with the exponent known at run time
template <class V>
V raise(V const& x, long a, long b) {
    using std::pow;
    using std::sqrt;
    if (a < 0) return V(1) / raise(x, -a, b);
    V const base = b == 1 ? x : b == 2 ? V(sqrt(x)) : V(pow(x, V(1.0 / static_cast<double>(b))));
    V out(1);
    for (long k = 0; k < a; ++k) out = out * base;
    return out;
}

/// The value of scalar expressions, generic in the value type V. `leaf(node, id)` gives what is not arithmetic:
/// coordinates, parameters, unknowns, fields and their derivatives. Coefficient calls must have been written out
/// (`inline_calls`), vector operations too (`scalarize`). Cost: each distinct node once a `point`.
template <class V, class Leaf>
class evaluator {
public:
    evaluator(arena const& from, Leaf const& leaves)
        : g(from), leaf(leaves), value(static_cast<std::size_t>(from.size)), at(value.size(), 0) {}

    /// Forget the values of the last point.
    void next_point() { ++point; }

    V const& operator()(int id) {
        std::size_t const k = static_cast<std::size_t>(id);
        if (at[k] != point) {
            value[k] = compute(id);
            at[k] = point;
        }
        return value[k];
    }

private:
    arena const& g;
    Leaf leaf;
    std::vector<V> value;
    std::vector<int> at;
    int point = 1;

    V compute(int id) {
        node const& n = g[id];
        switch (n.kind) {
            case op::number: return V(static_cast<double>(n.a) / static_cast<double>(n.b));
            case op::literal: return V(g.values[static_cast<std::size_t>(n.a)]);
            case op::sum: {
                V out = (*this)(g.child(id, 0));
                for (int k = 1; k < n.count; ++k) out = out + (*this)(g.child(id, k));
                return out;
            }
            case op::product: {
                V out = (*this)(g.child(id, 0));
                for (int k = 1; k < n.count; ++k) out = out * (*this)(g.child(id, k));
                return out;
            }
            case op::power: return raise((*this)(g.child(id, 0)), n.a, n.b);
            case op::exp: return evaluate::apply<op::exp>((*this)(g.child(id, 0)));
            case op::log: return evaluate::apply<op::log>((*this)(g.child(id, 0)));
            case op::sin: return evaluate::apply<op::sin>((*this)(g.child(id, 0)));
            case op::cos: return evaluate::apply<op::cos>((*this)(g.child(id, 0)));
            case op::tan: return evaluate::apply<op::tan>((*this)(g.child(id, 0)));
            case op::tanh: return evaluate::apply<op::tanh>((*this)(g.child(id, 0)));
            default: return leaf(n, id);
        }
    }
};

}  // namespace lamina::graph
