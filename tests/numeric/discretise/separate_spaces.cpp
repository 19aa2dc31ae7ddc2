#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto v = unknown<"v">(x);
constexpr auto u_is = sin(4 * x);
constexpr auto v_is = 1 + x - 3 * x * x;
constexpr auto coupled = problem(-lap(u) + u * v == -lap(u_is) + u_is * v_is,
                                 d(v, x) + pow<2>(u) == d(v_is, x) + pow<2>(u_is), on(boundary, u == u_is),
                                 on(x == 0, v == v_is));

constexpr auto z = position<2>;
constexpr auto w = unknown<"w", 2>(z);
constexpr auto p = unknown<"p">(z);
constexpr auto w_is = rot(sin(2 * z[0]) * exp(z[1]));
constexpr auto p_is = z[0] * z[1];
constexpr auto stokes = problem(-div(grad(w)) + grad(p) == -div(grad(w_is)) + grad(p_is), div(w) == 0,
                                on(boundary, w == w_is), mean(p) == 0.25);

}  // namespace

TEST_CASE("unknowns with functions of their own have the rows that these have in a space for all", "[discretise]") {
    auto const at = points(40);
    auto own = collocate(coupled, interval(0, 1), separate(chebyshev{6}, chebyshev{3}), at, second_derivatives);
    auto all = collocate(coupled, interval(0, 1), chebyshev{6}, at, second_derivatives);
    REQUIRE(own.parameters() == 6 + 1 + 3 + 1);
    auto const theta = standard_normal(own.layout(), 1);
    std::vector<std::size_t> place;  // of own's parameters among all's: (u, v) x 6, then two constants
    for (std::size_t k = 0; k < 6; ++k) place.push_back(k);
    place.push_back(12);
    for (std::size_t k = 0; k < 3; ++k) place.push_back(6 + k);
    place.push_back(13);
    std::vector<double> whole(all.parameters(), 0.0);
    for (std::size_t k = 0; k < place.size(); ++k) whole[place[k]] = theta[k];
    auto const j = own.jacobian(theta), of_all = all.jacobian(whole);
    auto const gram = own.gram(theta);
    double off = 0;
    for (std::size_t n = 0; n < j.shape()[0]; ++n)
        for (std::size_t k = 0; k < place.size(); ++k) off = std::max(off, std::abs(j(n, k) - of_all(n, place[k])));
    CHECK(off < 1e-10);
    for (std::size_t n = 0; n < j.shape()[0]; n += 7)
        for (std::size_t m = 0; m < j.shape()[0]; m += 5) {
            double sum = 0;
            for (std::size_t k = 0; k < place.size(); ++k) sum += j(n, k) * j(m, k);
            CHECK(gram(n, m) == Approx(sum).margin(1e-6));
        }
    std::vector<double> along(own.parameters()), of_whole(all.parameters(), 0.0), bend(along), bend_of_all(of_whole);
    for (std::size_t k = 0; k < along.size(); ++k)
        of_whole[place[k]] = along[k] = std::cos(3.0 * static_cast<double>(k));
    own.system().hessian_times(theta, along, bend), all.system().hessian_times(whole, of_whole, bend_of_all);
    for (std::size_t k = 0; k < along.size(); ++k) CHECK(bend[k] == Approx(bend_of_all[place[k]]).epsilon(1e-9));
    auto const somewhere = linear_points(0, 1, 7);
    auto const one = own.value(theta, somewhere, vector(u, d(v, x))),
               other = all.value(whole, somewhere, vector(u, d(v, x)));
    for (std::size_t n = 0; n < 7; ++n)
        for (std::size_t i = 0; i < 2; ++i) CHECK(one(n, i) == Approx(other(n, i)).margin(1e-11));
}

TEST_CASE("each unknown is solved in its own space", "[discretise]") {
    auto const u_h = solve(coupled, interval(0, 1), separate(chebyshev{24}, chebyshev{2}));
    CHECK(norm(u_h, maximum, vector(u - u_is, v - v_is)) < 1e-11);
    CHECK(u_h.evidence().space == "separate(chebyshev{24}, chebyshev{2})");
    auto const drawn = solve(coupled, interval(0, 1),
                             separate(frozen(mlp({80}, activation::sin), {.scale = {4}}),
                                      frozen(mlp({30}, activation::tanh), {.scale = {1}})));
    CHECK(norm(drawn, maximum, vector(u - u_is, v - v_is)) < 1e-8);
    auto const flow = solve(stokes, box({0, 0}, {1, 1}), separate(chebyshev{14}, chebyshev{6}));
    CHECK(norm(flow, l2, w - w_is) < 1e-9);
    CHECK(norm(flow, l2, p - p_is) < 1e-9);
}

TEST_CASE("spaces that do not go together are refused", "[discretise]") {
    CHECK_THROWS_WITH(collocate(coupled, interval(0, 1), separate(chebyshev{4}, chebyshev{4}, chebyshev{4})),
                      Contains("separate: 3 spaces for 2 unknowns"));
    CHECK_THROWS_WITH(collocate(coupled, interval(0, 1), separate(chebyshev{4}, frozen(mlp({9}), {.scale = {1}}))),
                      Contains("expected the same kind for all"));
    CHECK_THROWS_WITH(collocate(stokes, box({0, 0}, {1, 1}), separate(with_corners{chebyshev{4}}, chebyshev{4})),
                      Contains("depends on the problem"));
}
