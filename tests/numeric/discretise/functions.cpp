// The elementary functions in generated pointwise code: lines of points in double and float against the same function
// of plain doubles, gradients and curvatures against difference quotients.
#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina/dsl.hpp>
#include <lamina/numerics/line_of_points.hpp>

using namespace lamina;

namespace {

constexpr auto s = position<1>;
constexpr auto u = unknown<"u">(s);
constexpr auto v = unknown<"v">(s);

/// F(u, v) of the equation F == 0; the sum with v makes both unknowns of every one
template <class F>
using function_of = pointwise<joint_residual<equation_t<F, constant_t<0>>, equation_t<F, constant_t<0>>>>;

template <class F, class T>
void check(std::vector<double> const& us, std::vector<double> const& vs, double tolerance) {
    using P = function_of<F>;
    using V = line_of_points<T>;
    constexpr auto n = static_cast<std::size_t>(P::variables);
    static_assert(n == 2 && P::plan.channel_count == 1);
    std::vector<T> const constant(P::constants + 1, T(2));  // every number that is written is 2
    std::vector<double> const the_same(P::constants + 1, 2);
    auto const lane = [](V const& batch) {
        T out[line_size<T>];
        batch.store(out);
        for (T const other : out) CHECK((other == out[0] || std::isnan(out[0])));
        return static_cast<double>(out[0]);
    };
    auto const value = [&](double p, double q) {
        double const point[]{p, q}, tables[1]{};
        double out;
        P::template values<double, double>(the_same.data(), tables, point, &out);
        return out;
    };
    for (double const p : us)
        for (double const q : vs) {
            CAPTURE(to_text(F{}), p, q);
            V const point[]{V(T(p)), V(T(q)), V(T(0.7)), V(T(-1.3))}, tables[1]{};
            V out, gradient[n], curvature[n];
            P::template values<V, T>(constant.data(), tables, point, &out);
            CHECK(lane(out) == Approx(value(T(p), T(q))).epsilon(tolerance).margin(tolerance));
            P::template gradient<V, T>(constant.data(), tables, point, gradient);
            P::template curvature<V, T>(constant.data(), tables, point, curvature);
            double const h = 1e-4;
            auto const slope = [&](double a, double b, double da, double db) {  // of order 4
                auto const f = [&](double k) { return value(a + k * h * da, b + k * h * db); };
                return (8 * (f(1) - f(-1)) - f(2) + f(-2)) / (12 * h);
            };
            double const close = std::max(1e-9, 20 * tolerance), bent = std::max(1e-5, 20 * tolerance);
            CHECK(lane(gradient[0]) == Approx(slope(p, q, 1, 0)).epsilon(close).margin(close));
            CHECK(lane(gradient[1]) == Approx(slope(p, q, 0, 1)).epsilon(close).margin(close));
            auto const along = [&](double da, double db) {
                auto const f = [&](double k) { return slope(p + k * h * 0.7, q - k * h * 1.3, da, db); };
                return (8 * (f(1) - f(-1)) - f(2) + f(-2)) / (12 * h);
            };
            CHECK(lane(curvature[0]) == Approx(along(1, 0)).epsilon(bent).margin(bent));
            CHECK(lane(curvature[1]) == Approx(along(0, 1)).epsilon(bent).margin(bent));
        }
}

template <class F>
void check_all(F const&, std::vector<double> const& us, std::vector<double> const& vs = {0.6, -1.1}) {
    check<F, double>(us, vs, 2e-14);
    check<F, float>(us, vs, 2e-6);
}

}  // namespace

TEST_CASE("functions of one argument are the same in SIMD batches, with their gradients and curvatures",
          "[functions]") {
    std::vector<double> const around{-1.3, -0.2, 0.4, 1.1}, inside{-0.8, 0.3}, positive{0.2, 1.7};
    check_all(exp(u) * v + sin(u) + cos(u * v), around);
    check_all(tan(u) * v + tanh(u * v) + sech(u), around);
    check_all(sinh(u) * v - cosh(u), around);
    check_all(asin(u) * v + acos(u), inside);
    check_all(atan(u * v) + erf(u), around);
    check_all(exp2(u) * v, around);
    check_all(log(u) * v + log2(u) - log10(u), positive);
    check_all(cbrt(u) * v, {-2.0, 0.9});
    check_all(u * abs(u) * v + abs(v), around);
    check_all(sign(u) * v * v, around);
}

TEST_CASE("functions of two arguments are the same in SIMD batches, with their gradients and curvatures",
          "[functions]") {
    std::vector<double> const around{-1.3, -0.2, 0.4, 1.7}, positive{0.2, 1.7};
    check_all(pow<2>(max(u, v / constant<3>)) + min(u, v), around);
    check_all(hypot(u, v), around);
    check_all(hypot(hypot(u, 2), v), around);
    check_all(atan2(u, v), around);
    check_all(pow(u, v), positive);
    check_all(pow(u, 2) + pow(2, v) + pow(v, 2.0), around);
    check_all(where((u < v && v < constant<1>) || u > constant<3, 2>, u * u * v, u + v), around);
}

TEMPLATE_TEST_CASE("whole exponents that are known at run time keep their slopes at 0", "[functions]", double, float) {
    using V = line_of_points<TestType>;
    using P = function_of<decltype(pow(u, 2) * v)>;
    auto const first = [](V const& x) {
        TestType out[line_size<TestType>];
        x.store(out);
        return out[0];
    };
    for (double const exponent : {0.0, 1.0, 2.0, 3.0})
        for (double const t : {0.0, -1.5}) {
            CAPTURE(exponent, t);
            TestType const constant[]{TestType(exponent)};
            V const point[]{V(TestType(t)), V(TestType(1)), V(TestType(0.5)), V(TestType(0))}, tables[1]{};
            V gradient[2], curvature[2];
            P::gradient(constant, tables, point, gradient);
            P::curvature(constant, tables, point, curvature);
            auto const expected = [&](double factor, double power) {
                return Approx(factor == 0 ? 0 : factor * std::pow(t, power)).epsilon(1e-6).margin(0);
            };
            CHECK(first(gradient[0]) == expected(exponent, exponent - 1));
            CHECK(first(curvature[0]) == expected(0.5 * exponent * (exponent - 1), exponent - 2));
        }
}

TEST_CASE("batches take the values that the SIMD library leaves open", "[functions]") {
    using V = line_of_points<double>;
    auto const of = []<graph::op Kind>(std::integral_constant<graph::op, Kind>, double p, double q) {
        double out[line_size<double>];
        evaluate::apply<Kind>(V(p), V(q)).store(out);
        return out[0];
    };
    constexpr std::integral_constant<graph::op, graph::op::pow> pow{};
    constexpr std::integral_constant<graph::op, graph::op::atan2> atan2{};
    constexpr std::integral_constant<graph::op, graph::op::erf> erf{};
    constexpr std::integral_constant<graph::op, graph::op::hypot> hypot{};
    constexpr std::integral_constant<graph::op, graph::op::min> min{};
    double const nan = std::nan("");
    CHECK(of(pow, 0, 0) == 1);
    CHECK(of(pow, 0, 2) == 0);
    CHECK(std::isinf(of(pow, 0, -1)));
    CHECK(of(pow, -2, 3) == Approx(-8).epsilon(1e-15));
    CHECK(std::isnan(of(pow, -2, 0.5)));
    CHECK(of(atan2, 0, 0) == 0);
    CHECK(of(atan2, 0, -1) == std::atan2(0.0, -1.0));
    CHECK(of(atan2, 1, 0) == std::atan2(1.0, 0.0));
    CHECK(of(atan2, -1, 0) == std::atan2(-1.0, 0.0));
    for (double const x : {7.0, 1e300, HUGE_VAL}) CHECK(of(erf, x, 0) == 1);
    CHECK(of(hypot, 3e200, 4e200) == Approx(5e200));
    CHECK(of(hypot, 3e-200, 4e-200) == Approx(5e-200));
    CHECK(std::isnan(of(min, nan, 1)));
    CHECK(std::isnan(of(min, 1, nan)));
    CHECK(std::isnan(of(erf, nan, 1)));
}
