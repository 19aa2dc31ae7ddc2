#include <algorithm>
#include <cmath>
#include <memory>

#include <lamina.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Matchers::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto k = parameter<"k">;
constexpr auto exact = sin(3 * x[0]) * cos(2 * x[1]) + x[0];
constexpr auto helmholtz = problem(manufacture(lap(u) + k * k * u == 0, u, exact), on(boundary, u == exact));

constexpr auto s = position<1>;
constexpr auto v = unknown<"v">(s);
constexpr auto bent = exp(s / 2) * sin(2 * s);
constexpr auto cubic = problem(manufacture(lap(v) - pow<3>(v) == 0, v, bent), on(boundary, v == bent));

template <class Solution, class Exact>
double off(Solution const& u_h, Exact const& of) {
    auto const at = interior_points(u_h.domain(), points(400));
    auto const found = u_h(at), known = tabulate(of, at);
    double out = 0;
    for (std::size_t i = 0; i < 400; ++i) out = std::max(out, std::abs(found.data()[i] - known.data()[i]));
    return out;
}

}  // namespace

TEST_CASE("a second stage adds what a solution lacks, of a linear and of a nonlinear equation, again and again") {
    box const square({0, 0}, {1, 1});
    auto const rough = solve(helmholtz, square, chebyshev{6}, k = 2.0);
    double const first = off(rough, exact);
    CHECK(first > 1e-5);
    auto const better = refine(rough, chebyshev{12});
    double const second = off(better, exact);
    CHECK(second < 1e-3 * first);
    auto const best = refine(better, frozen(mlp({200}, activation::sin)));
    CHECK(off(best, exact) < 0.1 * second);
    CHECK_THAT(best.evidence().space, Contains("chebyshev{6}, and chebyshev{12}, and 200 frozen functions"));

    auto const coarse = solve(cubic, interval(0, 2), chebyshev{7});
    CHECK(off(coarse, bent) > 1e-5);
    CHECK(off(refine(coarse, chebyshev{24}), bent) < 1e-11);
}

TEST_CASE("derivatives, norms and fields of a refined solution have both of its parts") {
    auto const u_h = refine(solve(cubic, interval(0, 2), chebyshev{6}), chebyshev{24});
    auto const at = linear_points(0, 2, 101);
    auto const slope = u_h(at, grad(v)), known = tabulate(grad(bent), at);
    for (std::size_t i = 0; i < 101; ++i) CHECK(slope.data()[i] == Approx(known.data()[i]).margin(1e-9));
    CHECK(error(u_h, bent, h1) < 1e-9);
}

TEST_CASE("a network is trained as the second stage of a polynomial, and as the first of one") {
    auto const coarse = solve(cubic, interval(0, 2), chebyshev{7});
    auto const by_network = refine(coarse, mlp({10}, activation::sin), points(100));
    CHECK(off(by_network, bent) < 0.05 * off(coarse, bent));  // 0.01 or 0.02: rounding decides where training ends
    auto const network = solve(cubic, interval(0, 2), mlp({8}), points(60));
    CHECK(off(refine(network, chebyshev{30}), bent) < 0.1 * off(network, bent));
}

TEST_CASE("what would leave more of the problem is not added") {
    auto const u_h = solve(cubic, interval(0, 2), chebyshev{8}).untyped();
    auto const at = std::make_shared<discretisation>(
        collocation::assemble(generated_problem_of<false>(cubic), u_h.at().domain(),
                              space_of(chebyshev{3}, u_h.at().domain()), solving::beside(u_h)));
    CHECK(solving::refined(u_h, {at, {0.1, 0, 0, 0.1}}, "a mistake").theta().size() == 9);
}
