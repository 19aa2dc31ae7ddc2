// Laws of differential operators for expressions made of every kind of node, in two and three dimensions and time.
#include <memory>

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

#include "catch.hpp"

using namespace lamina;
namespace hana = boost::hana;

namespace {

constexpr auto x = position<2>;
constexpr auto z = position<3>;
constexpr auto t = time_axis;
constexpr auto k = parameter<"k">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto v = unknown<"v", 2>(x, t);
constexpr auto w = unknown<"w">(z, t);
constexpr auto q = unknown<"q", 3>(z, t);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]) * y[1]; });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(y[0], 1), row(cos(y[1]), 2 * y[1])); });
constexpr auto field_of = field<"F">;

/// Scalars of the plane and time: every kind of node stands at the top or under it in one of them.
constexpr auto scalars = hana::make_tuple(
    u, v[0] * v[1], 3 * x[0], 2.5 * u, k* t + x[1], trained<"j">* pow<2>(u), x[0] * t * u, exp(u), log(2 + pow<2>(u)),
    sin(k* u), cos(x[0] * x[1]) * u, tan(u), tanh(x[1] * u), pow<3>(u + v[0]), 1 / (2 + pow<2>(u)), sqrt(3 + u * u),
    a(x) * u, a(x / k), A(x)[0][1] * v[1], field_of(x) * u, d(u, x[0]), d(v[1], x[0], x[1]) * u, dt(u), dtt(v[0]),
    dot(v, grad(u)), dot(A(x) * grad(u), v), div(v), div(u* grad(v[0])), lap(u), lap(u* x[0]), rot(v), trace(grad(v)),
    dot(unit<1, 2>, v), dot(vector(u, t), x), dot(matrix(row(u, 0), row(t, x[0])) * v, grad(u)),
    pow<-1, 2>(4 + x[0] * x[0]));

/// Vectors of the plane, of space, and matrices
constexpr auto vectors = hana::make_tuple(v, grad(u), u* x, A(x) * v, vector(t, u), rot(u), lap(v), v - a(x) * grad(u),
                                          transpose(A(x)) * v, div(sym(grad(v))), k* unit<0, 2> + v);
constexpr auto space_vectors = hana::make_tuple(q, grad(w), w* z, rot(q), vector(t, w, z[2_c]), q + t * grad(w));
constexpr auto matrices = hana::make_tuple(grad(v), A(x), u* A(x), sym(grad(v)), matrix(row(1, u), row(t, x[0])),
                                           A(x) * A(x), identity<2> + grad(u * x), grad(v) * A(x));

/// Runs the law on all; the text names the expression that breaks it.
template <class Tuple, class Law>
void for_all(Tuple const& all, Law law) {
    hana::for_each(all, [&](auto const& e) {
        INFO(to_text(e));
        law(e);
    });
}

}  // namespace

TEST_CASE("mixed partial derivatives are equal, and those in time commute with those in space", "[laws]") {
    for_all(scalars, [](auto const& f) {
        CHECK(same(d(d(f, x[0]), x[1]), d(d(f, x[1]), x[0])));
        CHECK(same(d(dt(f), x[1]), dt(d(f, x[1]))));
    });
}

TEST_CASE("the divergence of a gradient is the Laplacian, and the curl of a gradient is zero", "[laws]") {
    for_all(scalars, [](auto const& f) {
        CHECK(same(div(grad(f)), lap(f)));
        CHECK(same(rot(grad(f)), constant<0>));
        CHECK(same(div(rot(f)), constant<0>));
        CHECK(same(rot(rot(f)), -lap(f)));
    });
}

TEST_CASE("vector fields in the plane: trace of the gradient, Laplacian, product rule", "[laws]") {
    for_all(vectors, [](auto const& p) {
        CHECK(same(trace(grad(p)), div(p)));
        CHECK(same(div(grad(p)), lap(p)));
        CHECK(same(grad(p)[1][0], d(p[1], x[0])));
        CHECK(same(div(u * p), u * div(p) + dot(grad(u), p)));
        CHECK(same(rot(u * p), u * rot(p) + dot(rot(u), -p)));
        CHECK(same(dt(div(p)), div(vector(dt(p[0]), dt(p[1])))));
    });
}

TEST_CASE("vector fields in space: no divergence of a curl, the curl of a curl", "[laws]") {
    for_all(space_vectors, [](auto const& p) {
        CHECK(same(div(rot(p)), constant<0>));
        CHECK(same(rot(rot(p)), grad(div(p)) - lap(p)));
        CHECK(same(div(w * p), w * div(p) + dot(grad(w), p)));
    });
    CHECK(same(rot(grad(sin(w) * z[0])), vector(0, 0, 0)));
    CHECK(same(rot(w * q)[1_c], w * rot(q)[1_c] + d(w, z[2_c]) * q[0] - d(w, z[0]) * q[2_c]));
}

TEST_CASE("a matrix transposed twice is itself, and splits into parts", "[laws]") {
    for_all(matrices, [](auto const& m) {
        CHECK(same(transpose(transpose(m)), m));
        CHECK(same(transpose(sym(m)), sym(m)));
        CHECK(same(sym(sym(m)), sym(m)));
        CHECK(same(trace(sym(m)), trace(m)));
        CHECK(same(trace(transpose(m) * m), pow<2>(m[0][0]) + pow<2>(m[0][1]) + pow<2>(m[1][0]) + pow<2>(m[1][1])));
        CHECK(same(identity<2> * m, m));
        CHECK(same(contract(isotropic<2>(u, k), m), u * trace(m) * identity<2> + 2 * k * sym(m)));
        CHECK(same(div(m * v), dot(vector(div(transpose(m))[0], div(transpose(m))[1]), v) + trace(m * grad(v))));
    });
}

TEST_CASE("substitution commutes with differentiation", "[laws]") {
    for_all(scalars, [](auto const& f) {
        constexpr auto by = sin(x[0]) * exp(t) + x[1];
        CHECK(same(substitute(d(f, x[0]), u, by), d(substitute(f, u, by), x[0])));
        CHECK(same(substitute(dt(f), u, by), dt(substitute(f, u, by))));
        CHECK(same(substitute(lap(f), u, by), lap(substitute(f, u, by))));
    });
}

TEST_CASE("derivatives of all pairs are linear and follow the product and the quotient rule", "[laws]") {
    // Pairs in the graph: as types they would be a thousand programs.
    auto const from = std::make_unique<graph::arena>();
    graph::id_list all;
    hana::for_each(scalars, [&](auto const& e) { all.push(graph::scalarize(*from, e.lower(*from))); });
    auto const g = std::make_unique<graph::arena>();
    for (int i = 0; i < all.size; ++i)
        for (int j = 0; j < all.size; ++j) {
            *g = *from;
            graph::node_id const p = all[i], r = all[j], c = i % 2 == 0 ? x[1].lower(*g) : t.lower(*g), s = k.lower(*g);
            INFO(to_text(*g, p) << " and " << to_text(*g, r));
            graph::node_id const dp = graph::derivative(*g, p, c), dr = graph::derivative(*g, r, c);
            auto product = [&](graph::node_id l, graph::node_id m) { return graph::product(*g, l, m); };
            graph::node_id const combined = graph::derivative(*g, graph::sum(*g, product(s, p), r), c);
            bool const linear = graph::same(*g, combined, graph::sum(*g, product(s, dp), dr));
            graph::node_id const of_product = graph::derivative(*g, product(p, r), c);
            bool const leibniz = graph::same(*g, of_product, graph::sum(*g, product(p, dr), product(dp, r)));
            CHECK(linear);
            CHECK(leibniz);
        }
}

TEST_CASE("the normal form is its own normal form", "[laws]") {
    for_all(scalars, [](auto const& f) {
        auto const g = std::make_unique<graph::arena>();
        graph::node_id const once = graph::normal_form(*g, f.lower(*g));
        CHECK(graph::normal_form(*g, once) == once);
    });
}
