#pragma once

#include <cstddef>

#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/problem/equation.hpp>
#include <lamina/dsl/problem/period.hpp>
#include <lamina/dsl/reject/place.hpp>

/// Where a condition holds. Places are equations too: `x[1] == 1`, `t == 0`; `periodic` and `periodic(x[0])` are some
/// (period.hpp).
namespace lamina {

/// The whole boundary of the domain in space, at all times
struct boundary_t {
    static constexpr auto written = fixed_string("boundary");
};
inline constexpr boundary_t boundary{};

/// Points with measured values, given when the problem is solved: `on(measured<"sensors">, u)`
template <fixed_string Name>
struct measured_t {
    static constexpr auto name = Name;
};
template <fixed_string Name>
inline constexpr measured_t<Name> measured{};

/// The measured value at a point of `measured<...>`
struct observed_t {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const {
        return graph::coordinate(g, graph::name_id::observed, 0, 1);
    }
};
inline constexpr observed_t observed{};

/// All of the places
template <class... Places>
struct union_t {
    boost::hana::tuple<Places...> places{};
};

template <class T>
inline constexpr bool is_place = false;
template <>
inline constexpr bool is_place<boundary_t> = true;
template <class L, class R>
inline constexpr bool is_place<equation_t<L, R>> = true;
template <class... Places>
inline constexpr bool is_place<union_t<Places...>> = true;
template <fixed_string Name>
inline constexpr bool is_place<measured_t<Name>> = true;
template <class T>
concept Place = is_place<T>;

/// `x[0] == 0 || x[0] == 1`, `boundary || t == 0`
template <Place P, Place Q>
constexpr union_t<P, Q> operator||(P const& p, Q const& q) {
    return {boost::hana::tuple<P, Q>(p, q)};
}

/// The outward unit normal of the domain, in D dimensions
template <int D>
struct normal_vector : components<normal_vector<D>, shape{D, 0}> {
    static constexpr shape form{D, 0};
    static constexpr int dimension = D;
    constexpr graph::node_id lower(graph::arena& g) const {
        return g.add({.kind = graph::op::position, .name = graph::name_id::normal, .form = form});
    }
};

/// Component I of the outward unit normal, in any dimension above I
template <int I>
struct normal_component {
    static constexpr shape form{};
    static constexpr int dimension = 0;
    constexpr graph::node_id lower(graph::arena& g) const { return graph::coordinate(g, graph::name_id::normal, I, 0); }
};

/// `dot(normal, grad(u))`: the outward unit normal in the dimension of the other vector, in conditions on the boundary;
/// `normal[0]`, `normal[1]`, `normal[2_c]`: its components.
struct normal_t {
    constexpr normal_component<0> operator[](std::nullptr_t) const { return {}; }
    constexpr normal_component<1> operator[](last_of_two<reject::refused<
        "normal[i]: C++ must know which component; write normal[0], normal[1], normal[2_c]">>) const {
        return {};
    }
    template <class T, T I>
    constexpr normal_component<static_cast<int>(I)> operator[](boost::hana::integral_constant<T, I>) const {
        return {};
    }
};
inline constexpr normal_t normal{};
template <Expression R>
constexpr auto dot(normal_t, R const& r) {
    if constexpr (R::form.is_vector()) return dot(normal_vector<R::form.rows>{}, r);
    else return dot(normal_vector<1>{}, r);  // refuses
}
template <Expression L>
constexpr auto dot(L const& l, normal_t) {
    return dot(normal, l);
}
/// `sigma * normal`: a matrix times the normal
template <Expression L>
    requires(L::form.is_matrix())
constexpr auto operator*(L const& l, normal_t) {
    return l * normal_vector<L::form.cols>{};
}

/// Of a vector or scalar: refused
template <Expression L>
    requires(!L::form.is_matrix())
constexpr reject::nothing operator*(L const&, normal_t) {
    return reject::normal_times<L>();
}
template <Expression R>
constexpr reject::nothing operator*(normal_t, R const&) {
    return reject::normal_times<R>();
}

}  // namespace lamina
