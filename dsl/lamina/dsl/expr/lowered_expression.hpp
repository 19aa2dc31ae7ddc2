#pragma once

#include <vector>

#include <lamina/dsl/expr/literals.hpp>
#include <lamina/dsl/expr/stored_graph.hpp>

namespace lamina {

/// An expression or equation as data: its graph, made from its type by the compiler, with the numbers of an object.
/// Tensors are whole where it was derived so, as for reading.
struct lowered_expression {
    graph::graph_view graph{};
    graph::node_id root = graph::node_id::none;
    std::vector<double> literals{};  ///< by slot

    [[nodiscard]] graph::arena arena() const { return graph::restored(graph, {literals.data(), literals.size()}); }
};

namespace surface {

template <class E>
struct written {
    struct result {
        graph::arena g;
        graph::node_id root = graph::node_id::none;
    };
    static constexpr result made = [] {
        result out;
        if constexpr (requires { E::whole_tensors; }) out.g.whole_tensors = E::whole_tensors;
        out.root = E{}.lower(out.g);
        return out;
    }();
    static constexpr graph::node_id root = made.root;
    static constexpr graph::arena const& g = made.g;
};

/// The values that the slots of E have in an object, shape (slots,)
template <class E>
std::vector<double> literal_values(E const& e) {
    auto const all = literals_of(e);
    return {all.begin(), all.begin() + literal_slots<E>::found.count};
}

}  // namespace surface

template <class E>
lowered_expression lowered_expression_of(E const& e) {
    using of = surface::written<E>;
    return {graph::stored<of::g>.view(), of::root, surface::literal_values(e)};
}

}  // namespace lamina
