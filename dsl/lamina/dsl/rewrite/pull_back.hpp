#pragma once

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/expr/rebuild.hpp>
#include <lamina/dsl/rewrite/pythagoras.hpp>

namespace lamina::graph {

/// Expressions of a position in the coordinates of a box: the position is X(x), x in the box, and keeps its name.
/// With J_ij = dX_i/dx_j, |J| its determinant (with its sign):
///     grad v -> J^-T grad v,   div v -> |J|^-1 div(|J| J^-1 v),   d v/dX_i -> sum_j (J^-1)_ji dv/dx_j,
///     mean(v) -> mean(|J| v) / mean(|J|),   normal -> J^-T normal over its length
/// Unknowns and fields become functions of the point of the box; other positions and time stay.
class change_of_coordinates {
public:
    /// `map` has one component for each of the D coordinates of `position`.
    constexpr change_of_coordinates(arena& in, node_id map, name_id position, int dimension)
        : g(in), name(position), size(dimension) {
        for (int i = 0; i < size; ++i) image[at(i)] = component(g, map, i);
        for (int i = 0; i < size; ++i)
            for (int j = 0; j < size; ++j)
                jacobian[at(i, j)] = derivative(g, scalarize(g, image[at(i)]), coordinate(g, name, j, size));
        for (int i = 0; i < size; ++i)
            for (int j = 0; j < size; ++j) adjugate[at(i, j)] = pythagoras(g, cofactor(j, i));
        id_list terms;
        for (int j = 0; j < size; ++j) terms.push(product(g, jacobian[at(0, j)], adjugate[at(j, 0)]));
        volume = pythagoras(g, sum(g, terms));
    }

    /// |J|
    [[nodiscard]] constexpr node_id determinant() const { return volume; }

    constexpr node_id operator()(node_id id) {
        node const n = g[id];
        bool const here = n.name == name;
        switch (n.kind) {
            case op::unknown:
            case op::field: return id;
            case op::coordinate:
                if (is_normal(id)) return normal(n.name, static_cast<int>(n.a));
                return here ? image[at(static_cast<int>(n.a))] : id;
            case op::position:
                return is_normal(id) ? vector_of(normals(n.name)) : here ? vector_of(images()) : id;
            case op::grad:
                if (!here) break;
                return product(g, tensor(inverse_transposed()), gradient((*this)(g.child(id, 0))));
            case op::div:
                if (!here) break;
                return over_volume(differential(g, op::div, name, size, flux(g.child(id, 0))));
            case op::lap:
                if (!here) break;
                return over_volume(differential(g, op::div, name, size, diffusion(node_id::none, g.child(id, 0))));
            case op::partial: return chain(id);
            case op::mean:
                if (!here) break;
                return quotient(g, mean(g, name, size, product(g, volume, (*this)(g.child(id, 0)))),
                                mean(g, name, size, volume));
            default: break;
        }
        id_list children;
        for (int k = 0; k < n.count; ++k) children.push((*this)(g.child(id, k)));
        return n.count == 0 ? id : rebuild(g, n, children);
    }

private:
    arena& g;
    name_id name;
    int size;
    std::array<node_id, 3> image{};
    std::array<node_id, 9> jacobian{};
    std::array<node_id, 9> adjugate{};
    node_id volume = node_id::none;

    static constexpr std::size_t at(int i) { return static_cast<std::size_t>(i); }
    [[nodiscard]] constexpr std::size_t at(int i, int j) const { return static_cast<std::size_t>(i * size + j); }
    constexpr node_id over_volume(node_id id) { return quotient(g, id, volume); }
    constexpr node_id gradient(node_id f) { return differential(g, op::grad, name, size, f); }

    [[nodiscard]] constexpr bool is_normal(node_id id) const { return g[id].name == name_id::normal; }
    /// Component i of the outward unit normal of the image
    constexpr node_id normal(name_id normal_name, int i) {
        id_list squares;
        node_id wanted = node_id::none;
        for (int k = 0; k < size; ++k) {
            id_list terms;
            for (int j = 0; j < size; ++j)
                terms.push(product(g, over_volume(adjugate[at(j, k)]), coordinate(g, normal_name, j, 0)));
            node_id const along = sum(g, terms);
            if (k == i) wanted = along;
            squares.push(power(g, along, 2));
        }
        return product(g, wanted, power(g, sum(g, squares), {-1, 2}));
    }
    constexpr node_id cofactor(int i, int j) {
        if (size == 1) return number(g, 1);
        auto entry = [&](int r, int c) { return jacobian[at((i + r) % size, (j + c) % size)]; };
        if (size == 2) return (i + j) % 2 == 0 ? entry(1, 1) : negative(g, entry(1, 1));
        return difference(g, product(g, entry(1, 1), entry(2, 2)), product(g, entry(1, 2), entry(2, 1)));
    }
    [[nodiscard]] constexpr id_list images() const {
        id_list all;
        for (int i = 0; i < size; ++i) all.push(image[at(i)]);
        return all;
    }
    constexpr id_list normals(name_id normal_name) {
        id_list all;
        for (int i = 0; i < size; ++i) all.push(normal(normal_name, i));
        return all;
    }
    /// J^-T, row by row
    constexpr id_list inverse_transposed() {
        id_list all;
        for (int i = 0; i < size; ++i)
            for (int j = 0; j < size; ++j) all.push(over_volume(adjugate[at(j, i)]));
        return all;
    }
    constexpr node_id vector_of(id_list const& entries) {
        return g.add({.kind = op::vector, .form = {size, 0}}, entries);
    }
    /// The matrix with these entries, or the scalar whose multiple of the identity it is
    constexpr node_id tensor(id_list const& entries) {
        bool scalar = true;
        for (int k = 0; k < entries.size; ++k)
            scalar = scalar && (k % (size + 1) == 0 ? entries[k] == entries[0] : is_zero(g, entries[k]));
        return scalar ? entries[0] : g.add({.kind = op::matrix, .form = {size, size}}, entries);
    }
    /// Entry (i, j) of |J| J^-1 A J^-T, A a matrix of the box's coordinates; A none: the identity
    constexpr node_id diffusion_entry(node_id a, int i, int j) {
        id_list terms;
        for (int r = 0; r < size; ++r)
            for (int s = 0; s < size; ++s) {
                if (a == node_id::none && r != s) continue;
                id_list factors;
                if (a != node_id::none) factors.push(component(g, a, r, s));
                factors.push(adjugate[at(i, r)]), factors.push(adjugate[at(j, s)]);
                terms.push(product(g, factors));
            }
        return over_volume(pythagoras(g, sum(g, terms)));
    }
    /// |J| J^-1 A J^-T grad v; f: v as it was
    constexpr node_id diffusion(node_id a, node_id f) {
        id_list all;
        for (int i = 0; i < size; ++i)
            for (int j = 0; j < size; ++j) all.push(diffusion_entry(a, i, j));
        return product(g, tensor(all), gradient((*this)(f)));
    }
    /// |J| J^-1 v of a vector v, whose terms A grad u keep that form
    constexpr node_id flux(node_id v) {
        node const n = g[v];
        if (n.kind == op::sum) {
            id_list terms;
            for (int k = 0; k < n.count; ++k) terms.push(flux(g.child(v, k)));
            return sum(g, terms);
        }
        if (n.kind == op::grad && n.name == name) return diffusion(node_id::none, g.child(v, 0));
        if (n.kind == op::product) {
            id_list scalars, matrices;
            node_id const last = g.child(v, n.count - 1);
            for (int k = 0; k + 1 < n.count; ++k)
                (g[g.child(v, k)].form.is_scalar() ? scalars : matrices).push((*this)(g.child(v, k)));
            if (g[last].kind == op::grad && g[last].name == name) {
                scalars.push(diffusion(matrices.size == 0 ? node_id::none : product(g, matrices), g.child(last, 0)));
                return product(g, scalars);
            }
        }
        node_id const moved = (*this)(v);
        if (size == 1) return moved;
        id_list all;
        for (int i = 0; i < size; ++i) {
            id_list terms;
            for (int k = 0; k < size; ++k) terms.push(product(g, adjugate[at(i, k)], component(g, moved, k)));
            all.push(pythagoras(g, sum(g, terms)));
        }
        return vector_of(all);
    }
    constexpr node_id chain(node_id id) {
        node_id f = (*this)(g.child(id, 0));
        for (int k = 1; k < g[id].count; ++k) {
            node_id const c = g.child(id, k);
            id_list terms;
            for (int j = 0; j < size; ++j) {
                bool const here = g[c].name == name;
                if (!here && j > 0) break;
                node_id const slope = partial(g, f, ids(here ? coordinate(g, name, j, size) : c));
                terms.push(here ? product(g, over_volume(adjugate[at(j, static_cast<int>(g[c].a))]), slope) : slope);
            }
            f = sum(g, terms);
        }
        return f;
    }
};

}  // namespace lamina::graph
