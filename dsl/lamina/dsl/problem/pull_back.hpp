#pragma once

#include <boost/hana/transform.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/reject/pull_back.hpp>
#include <lamina/dsl/rewrite/pull_back.hpp>

namespace lamina {

/// E in the coordinates of the box that Map maps to where E holds; Density: times the Jacobian determinant
template <class E, class Map, bool Density>
struct pulled_back_t : components<pulled_back_t<E, Map, Density>, E::form> {
    static constexpr shape form = E::form;
    static constexpr int dimension = E::dimension;
    [[no_unique_address]] E of;
    [[no_unique_address]] Map map;
    constexpr pulled_back_t() = default;
    constexpr pulled_back_t(E const& e, Map const& m) : of(e), map(m) {}

    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g), image = map.lower(g);
        graph::change_of_coordinates moved(g, image, surface::only_position(g, image), Map::dimension);
        if (!Density) return moved(id);
        graph::id_list terms;
        int const count = g[id].kind == graph::op::sum ? g[id].count : 1;
        for (int k = 0; k < count; ++k)
            terms.push(graph::product(g, moved.determinant(),
                                      moved(g[id].kind == graph::op::sum ? g.child(id, k) : id)));
        return graph::sum(g, terms);
    }
};

namespace pulling {

template <bool Density, class L, class R, class Map>
constexpr auto equation(equation_t<L, R> const& e, Map const& map) {
    using left = pulled_back_t<L, Map, Density>;
    using right = pulled_back_t<R, Map, Density>;
    return equation_t<left, right>{left(e.left, map), right(e.right, map)};
}
template <class... E, class Map>
constexpr auto equations(system_t<E...> const& all, Map const& map) {
    return boost::hana::unpack(all.equations, [&](auto const&... e) {
        return system_t<std::remove_cvref_t<decltype(equation<true>(e, map))>...>{{equation<true>(e, map)...}};
    });
}
template <class L, class R, class Map>
constexpr auto equations(equation_t<L, R> const& e, Map const& map) {
    return equation<true>(e, map);
}

template <class Where, class L, class R, class Map>
constexpr auto condition(condition_t<Where, equation_t<L, R>> const& c, Map const& map) {
    auto const moved = equation<false>(c.equation, map);
    return condition_t<Where, std::remove_cv_t<decltype(moved)>>{c.place, moved};
}
template <Period Where, class U, class Map>
constexpr auto condition(condition_t<Where, U> const& c, Map const&) {
    return c;
}
/// mean(v) == c over the image is mean(|J| (v - c)) == 0 over the box.
template <class V, class At, class R, class Map>
constexpr auto condition(equation_t<mean_t<V, At>, R> const& c, Map const& map) {
    auto const apart = c.left.of - c.right;
    using moved = pulled_back_t<std::remove_cv_t<decltype(apart)>, Map, true>;
    return equation_t<mean_t<moved, At>, constant_t<0>>{mean_t<moved, At>(moved(apart, map)), {}};
}

}  // namespace pulling

/// `pull_back(problem, vector((1 + x[0]) * cos(x[1]), (1 + x[0]) * sin(x[1])))`: the problem, posed on the image of
/// a box under the map x -> X(x), as a problem on the box:
///     -div(A grad u) + dot(b, grad u) + c u == f      becomes
///     -div(|J| J^-1 A J^-T grad u) + |J| dot(b, J^-T grad u) + |J| c u == |J| f
/// with J_ij = dX_i/dx_j and A, b, c, f at X(x). Conditions are not multiplied by |J|; their places are those of the
/// box (`on(x[0] == 1, ...)` is the image of that side), the normal is that of the image. The determinant |J| keeps
/// its sign and must not vanish in the box. Refuses a map with another number of components or coordinates than the
/// problem has, one with an unknown, and one that flattens. Cost: once per problem, at compile time.
template <class E, class... Conditions, Expression Map>
constexpr auto pull_back(problem_t<E, Conditions...> const& problem, Map const& map) {
    if constexpr (!reject::maps_to<E, Map>()) return reject::nothing{};
    else {
        auto const moved = pulling::equations(problem.equation, map);
        auto const conditions =
            boost::hana::transform(problem.conditions, [&](auto const& c) { return pulling::condition(c, map); });
        return boost::hana::unpack(conditions, [&](auto const&... c) {
            return problem_t<std::remove_cv_t<decltype(moved)>, std::remove_cvref_t<decltype(c)>...>{moved, {c...}};
        });
    }
}
template <class Map>
constexpr reject::nothing pull_back(reject::nothing, Map const&) {
    return {};
}

}  // namespace lamina
