#pragma once

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <lamina/dsl/expr/operators.hpp>

namespace lamina {

/// The table with this handle at a point given by its coordinates. The handle is carried as literals are: a slot
/// with a value, so that it reaches every derived problem.
template <class... Arguments>
struct sampled_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<Arguments...>;
    boost::hana::tuple<Arguments...> at{};
    double handle = 0;

    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list all;
        boost::hana::for_each(at, [&](auto const& argument) {
            graph::node_id const id = argument.lower(g);
            int const size = g[id].form.is_scalar() ? 1 : g[id].form.rows;
            for (int i = 0; i < size; ++i) all.push(graph::component(g, id, i));
        });
        all.push(g.literal(handle));
        return g.add({.kind = graph::op::sampled}, all);
    }
};

/// The body of a coefficient that is known by its values: `coefficient<"a">(table_from("micrograph.npy"))`. Its
/// values lie where the handle says (lamina/sample/table.hpp); the language knows that it may jump.
struct table_t {
    double handle = 0;
    template <Operand... Arguments>
    constexpr auto operator()(Arguments const&... at) const {
        return sampled_t<expression_of<Arguments>...>{{as_expression(at)...}, handle};
    }
};
template <class Body>
inline constexpr bool is_table = std::is_same_v<Body, table_t>;

}  // namespace lamina
