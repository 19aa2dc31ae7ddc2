#pragma once

#include <boost/hana/tuple.hpp>
#include <boost/hana/concat.hpp>
#include <boost/hana/flatten.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/expr/operators.hpp>

namespace lamina {

/// The vector or matrix (row by row) of the scalar parts
template <shape Form, class... Parts>
struct tensor_t : components<tensor_t<Form, Parts...>, Form> {
    static constexpr shape form = Form;
    static constexpr int dimension = common_dimension<Parts...>;
    boost::hana::tuple<Parts...> parts{};
    constexpr tensor_t() = default;
    constexpr explicit tensor_t(Parts const&... p) : parts(p...) {}
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::id_list all;
        boost::hana::for_each(parts, [&](auto const& part) { all.push(part.lower(g)); });
        return g.add({.kind = Form.is_matrix() ? graph::op::matrix : graph::op::vector, .form = Form}, all);
    }
};

/// `vector(a, b)`: the vector with these components
template <Operand... Parts>
constexpr auto vector(Parts const&... parts) {
    if constexpr (!reject::scalar_arguments<"vector", expression_of<Parts>...>()) return reject::nothing{};
    else return tensor_t<shape{sizeof...(Parts), 0}, expression_of<Parts>...>{as_expression(parts)...};
}

/// `matrix(row(a, b), row(c, d))`
template <class... Parts>
struct row_of_t {
    boost::hana::tuple<Parts...> parts;
};
template <Operand... Parts>
constexpr auto row(Parts const&... parts) {
    if constexpr (!reject::scalar_arguments<"row", expression_of<Parts>...>()) return reject::nothing{};
    else return row_of_t<expression_of<Parts>...>{{as_expression(parts)...}};
}
template <class... First, class... Rows>
constexpr auto matrix(row_of_t<First...> const& first, Rows const&... rows) {
    return boost::hana::unpack(
        [&] {
            if constexpr (sizeof...(Rows) == 0) return first.parts;
            else return boost::hana::concat(first.parts, boost::hana::flatten(boost::hana::make_tuple(rows.parts...)));
        }(),
        [](auto const&... all) {
            if constexpr (!reject::rows_fit<(1 + sizeof...(Rows)) * sizeof...(First) == sizeof...(all), First...>())
                return reject::nothing{};
            else
                return tensor_t<shape{1 + sizeof...(Rows), sizeof...(First)}, std::remove_cvref_t<decltype(all)>...>{
                all...};
        });
}

/// Of anything but rows: refused
template <class... Parts>
constexpr reject::nothing matrix(Parts const&...) {
    return reject::no_rows<Parts...>();
}

/// e_I, the unit vector of dimension D
template <int I, int D>
struct unit_t : components<unit_t<I, D>, shape{D, 0}> {
    static constexpr shape form{D, 0};
    static constexpr int dimension = D;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::unit(g, I, D); }
};
namespace surface {
template <int I, int D>
constexpr auto unit_vector() {
    if constexpr (reject::unit_vector<I, D>()) return unit_t<I, D>{};
    else return reject::nothing{};
}
}  // namespace surface
template <int I, int D>
inline constexpr auto unit = surface::unit_vector<I, D>();

/// p . q, of vectors of one length
template <class L, class R>
struct dot_t {
    static constexpr shape form{};
    static constexpr int dimension = common_dimension<L, R>;
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::dot(g, left.lower(g), right.lower(g)); }
    template <Operand Right>
    constexpr reject::nothing operator=(Right const&) const {
        return reject::assigned<dot_t, Right>();
    }
};
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr auto dot(L const& l, R const& r) {
    if constexpr (reject::dot_operands<expression_of<L>, expression_of<R>>()) return dot_t<L, R>{l, r};
    else return reject::nothing{};
}

}  // namespace lamina
