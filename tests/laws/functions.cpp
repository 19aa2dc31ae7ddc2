// The elementary functions: values against std, slopes against closed forms and difference quotients, kinks, print.
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>
#include <vector>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/expr/where.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/rewrite/same.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto z = position<3>;
constexpr auto w = unknown<"w">(s);

template <class E>
double at(E const& e, std::vector<double> const& where) {
    evaluate::point<double> p;
    p.position["x"] = where;
    return evaluate::value<double>(e, p);
}

/// e against `value`, its slope against `slope`, and its second and third derivatives against quotients of the one
/// before
template <class E>
void check(E const& e, auto const& value, auto const& slope, std::vector<double> const& points) {
    for (double const t : points) {
        CAPTURE(to_text(e), t);
        CHECK(at(e, {t}) == Approx(value(t)).epsilon(4e-15).margin(1e-300));
        CHECK(at(d(e, s), {t}) == Approx(slope(t)).epsilon(2e-14).margin(1e-300));
        double const h = 1e-4 * std::max(std::abs(t), 0.1);
        auto const quotient = [&](auto const& f) {  // of order 4
            return (8 * (at(f, {t + h}) - at(f, {t - h})) - at(f, {t + 2 * h}) + at(f, {t - 2 * h})) / (12 * h);
        };
        CHECK(at(d(e, s, s), {t}) == Approx(quotient(d(e, s))).epsilon(1e-8).margin(1e-8));
        CHECK(at(d(e, s, s, s), {t}) == Approx(quotient(d(e, s, s))).epsilon(1e-8).margin(1e-8));
    }
}

double sech(double t) {
    return 1 / std::cosh(t);
}
double sign_of(double t) {
    return t < 0 ? -1 : t > 0 ? 1 : 0;
}

/// The value of the partial derivative of a function of w and a second variable, where w = x[0] and x[1] are given
template <class E>
double slope_at(E const& e, auto const& c, double p, double q) {
    return at(d(e, c), {p, q});
}

}  // namespace

TEST_CASE("every function of one argument has its value and its slopes", "[functions]") {
    std::vector<double> const around{-2.3, -0.7, -1e-3, 0.4, 1.9}, inside{-0.97, -0.3, 0.2, 0.95},
        positive{0.02, 0.9, 7.5};
    check(
        exp(s), [](double t) { return std::exp(t); }, [](double t) { return std::exp(t); }, around);
    check(
        log(s), [](double t) { return std::log(t); }, [](double t) { return 1 / t; }, positive);
    check(
        sin(s), [](double t) { return std::sin(t); }, [](double t) { return std::cos(t); }, around);
    check(
        cos(s), [](double t) { return std::cos(t); }, [](double t) { return -std::sin(t); }, around);
    check(
        tan(s), [](double t) { return std::tan(t); }, [](double t) { return 1 / (std::cos(t) * std::cos(t)); }, around);
    check(
        tanh(s), [](double t) { return std::tanh(t); }, [](double t) { return sech(t) * sech(t); }, around);
    check(
        sech(s), [](double t) { return sech(t); }, [](double t) { return -sech(t) * std::tanh(t); }, around);
    check(
        sinh(s), [](double t) { return std::sinh(t); }, [](double t) { return std::cosh(t); }, around);
    check(
        cosh(s), [](double t) { return std::cosh(t); }, [](double t) { return std::sinh(t); }, around);
    check(
        asin(s), [](double t) { return std::asin(t); }, [](double t) { return 1 / std::sqrt(1 - t * t); }, inside);
    check(
        acos(s), [](double t) { return std::acos(t); }, [](double t) { return -1 / std::sqrt(1 - t * t); }, inside);
    check(
        atan(s), [](double t) { return std::atan(t); }, [](double t) { return 1 / (1 + t * t); }, around);
    check(
        erf(s), [](double t) { return std::erf(t); },
        [](double t) { return 2 / std::sqrt(std::numbers::pi) * std::exp(-t * t); }, around);
    check(
        exp2(s), [](double t) { return std::pow(2.0, t); },
        [](double t) { return std::numbers::ln2 * std::pow(2.0, t); }, around);
    check(
        log2(s), [](double t) { return std::log(t) / std::numbers::ln2; },
        [](double t) { return 1 / (std::numbers::ln2 * t); }, positive);
    check(
        log10(s), [](double t) { return std::log(t) / std::numbers::ln10; },
        [](double t) { return 1 / (std::numbers::ln10 * t); }, positive);
    check(
        cbrt(s), [](double t) { return sign_of(t) * std::pow(std::abs(t), 1.0 / 3); },
        [](double t) { return std::pow(std::abs(t), -2.0 / 3) / 3; }, {-8.0, -0.3, 0.2, 27.0});
    check(
        abs(s), [](double t) { return t < 0 ? -t : t; }, [](double t) { return sign_of(t); }, around);
    check(
        sign(s), [](double t) { return sign_of(t); }, [](double) { return 0.0; }, around);
    check(
        pow(s, 2.5), [](double t) { return t * t * std::sqrt(t); }, [](double t) { return 2.5 * t * std::sqrt(t); },
        positive);
    check(
        pow(3, s), [](double t) { return std::exp(std::numbers::ln10 * std::log10(3.0) * t); },
        [](double t) { return std::log(3.0) * std::exp(std::log(3.0) * t); }, around);
    check(
        pow(s, s), [](double t) { return std::exp(t * std::log(t)); },
        [](double t) { return (1 + std::log(t)) * std::exp(t * std::log(t)); }, positive);
}

TEST_CASE("functions of two arguments take a number on either side, and are differentiated in both", "[functions]") {
    double const p = 0.6, q = -1.1, r = std::sqrt(p * p + q * q);
    CHECK(at(min(x[0], x[1]), {p, q}) == q);
    CHECK(at(max(x[0], x[1]), {p, q}) == p);
    CHECK(at(max(0.0, x[1]), {p, q}) == 0);
    CHECK(at(min(x[0], 0), {p, q}) == 0);
    CHECK(at(hypot(x[0], x[1]), {p, q}) == Approx(r).epsilon(1e-15));
    CHECK(at(hypot(x[0], 2), {p, q}) == Approx(std::sqrt(4.36)).epsilon(1e-15));
    CHECK(at(hypot(x[0], x[1]), {3e200, 4e200}) == Approx(5e200).epsilon(1e-15));
    CHECK(at(atan2(x[1], x[0]), {p, q}) == std::atan2(q, p));
    CHECK(at(atan2(x[1], 1.0), {p, q}) == std::atan2(q, 1.0));
    CHECK(at(atan2(-1, x[0]), {p, q}) == std::atan2(-1.0, p));
    CHECK(slope_at(min(x[0], x[1]), x[0], p, q) == 0);
    CHECK(slope_at(min(x[0], x[1]), x[1], p, q) == 1);
    CHECK(slope_at(max(2 * x[0], x[1]), x[0], p, q) == 2);
    CHECK(slope_at(max(3, x[0]), x[0], p, q) == 0);
    CHECK(slope_at(hypot(x[0], x[1]), x[0], p, q) == Approx(p / r).epsilon(1e-15));
    CHECK(slope_at(hypot(x[0], x[1]), x[1], p, q) == Approx(q / r).epsilon(1e-15));
    CHECK(slope_at(atan2(x[1], x[0]), x[0], p, q) == Approx(-q / (r * r)).epsilon(1e-14));
    CHECK(slope_at(atan2(x[1], x[0]), x[1], p, q) == Approx(p / (r * r)).epsilon(1e-14));
    CHECK(slope_at(pow(x[0], x[1]), x[0], p, q) == Approx(q * std::pow(p, q - 1)).epsilon(1e-14));
    CHECK(slope_at(pow(x[0], x[1]), x[1], p, q) == Approx(std::log(p) * std::pow(p, q)).epsilon(1e-14));
    CHECK(slope_at(d(atan2(x[1], x[0]), x[0]), x[1], p, q) == Approx((q * q - p * p) / std::pow(r, 4)).epsilon(1e-13));
    CHECK(slope_at(d(hypot(x[0], x[1]), x[0]), x[1], p, q) == Approx(-p * q / (r * r * r)).epsilon(1e-13));
}

TEST_CASE("slopes keep their digits where the function is flat or steep", "[functions]") {
    for (double const t : {10.0, 18.0, 19.1, 40.0, 300.0, -18.0, -300.0}) {
        long double const c = std::cosh(static_cast<long double>(t)), th = std::tanh(static_cast<long double>(t));
        CHECK(at(d(tanh(s), s), {t}) == Approx(static_cast<double>(1 / (c * c))).epsilon(1e-14).margin(0));
        CHECK(at(d(tanh(s), s, s), {t}) == Approx(static_cast<double>(-2 * th / (c * c))).epsilon(1e-14).margin(0));
    }
    CHECK(at(d(tanh(s), s, s, s), {1000.0}) == 0);  // 0, not infinity times 0
    double const t = 1 - 0x1p-40;
    CHECK(at(d(asin(s), s), {t}) == Approx(1 / std::sqrt(0x1p-40 * (2 - 0x1p-40))).epsilon(1e-14));
    CHECK(at(d(erf(s), s), {20.0}) == Approx(2 / std::sqrt(std::numbers::pi) * std::exp(-400.0)).epsilon(1e-13));
}

TEST_CASE("a derivative at a kink is the limit where there is one, the mean of the slopes beside it else",
          "[functions]") {
    auto const slope = [](auto const& e) { return at(d(e, s), {0.0}); };
    CHECK(slope(s * abs(s)) == 0);
    CHECK(slope(s * sqrt(s * s)) == 0);
    CHECK(slope(0 * s * sqrt(s * s)) == 0);
    CHECK(slope(pow<2>(max(s, 0))) == 0);
    CHECK(slope(pow<3>(abs(s))) == 0);
    CHECK(slope(pow<3, 2>(s * s)) == 0);
    CHECK(slope(abs(s)) == 0);
    CHECK(slope(max(s, 0)) == 0.5);
    CHECK(slope(min(2 * s, s)) == 1.5);
    CHECK(at(sign(s), {0.0}) == 0);
    CHECK(slope(pow(s, 2.0)) == 0);
    for (int i = 0; i < 2; ++i) CHECK(at(d(norm(x), x[0]), {0, 0}) == 0);
    CHECK(at(d(pow<2>(norm(x)), x[1]), {0, 0}) == 0);
    CHECK(std::isinf(slope(sqrt(s))));
    CHECK(std::isinf(slope(cbrt(s))));
}

TEST_CASE("a power has all derivatives at 0 that its exponent allows, whole ones everywhere", "[functions]") {
    auto const all = [](auto const& e, double t) {
        return std::array{at(e, {t}), at(d(e, s), {t}), at(d(e, s, s), {t}), at(d(e, s, s, s), {t}),
                          at(d(d(d(d(e, s), s), s), s), {t})};
    };
    /// y (y - 1) ... (y - n + 1) t^(y - n), n = 0 ... 4, by the falling factorial first
    auto const expected = [](double y, double t) {
        std::array<double, 5> out;
        for (int n = 0; n < 5; ++n) {
            double falling = 1;
            for (int j = 0; j < n; ++j) falling *= y - j;
            out[static_cast<std::size_t>(n)] = falling == 0 ? 0 : falling * std::pow(t, y - n);
        }
        return out;
    };
    for (double const t : {0.0, -0.0, -1.5, 0.7})
        for (int n = 0; n < 5; ++n) {
            auto const k = static_cast<std::size_t>(n);
            CAPTURE(t, n);
            CHECK(all(pow(s, 0), t)[k] == Approx(expected(0, t)[k]).margin(0));
            CHECK(all(pow(s, 1.0), t)[k] == Approx(expected(1, t)[k]).margin(0));
            CHECK(all(pow(s, 2.0), t)[k] == Approx(expected(2, t)[k]).margin(0));
            CHECK(all(pow(s, 3), t)[k] == Approx(expected(3, t)[k]).margin(0));
            CHECK(all(pow(-s, 4.0), t)[k] == Approx(expected(4, t)[k]).margin(0));
            CHECK(all(pow(s, constant<2>), t)[k] == Approx(expected(2, t)[k]).margin(0));
        }
    for (int n = 0; n < 3; ++n) CHECK(all(pow(s, 2.5), 0)[static_cast<std::size_t>(n)] == 0);
    CHECK(all(pow(s, 4.5), 0)[4] == 0);
    CHECK(std::isinf(all(pow(s, 2.5), 0)[3]));
    CHECK(std::isinf(all(pow(s, -1.0), 0)[1]));
    CHECK(std::isnan(all(pow(s, 2.5), -1)[1]));
    CHECK(at(lap(pow(x[0] * x[1], 1.0)), {0, 0}) == 0);
    CHECK(at(d(pow(x[0], x[1]), x[0]), {0, 0}) == 0);
    CHECK(std::isinf(at(d(pow(x[0], x[1]), x[0], x[1]), {0, 0})));  // the slope is y / x, but 0 for y = 0
    CHECK(at(d(pow(x[0], x[1]), x[0], x[1]), {0.5, 0}) == 2);
    CHECK(to_text(d(pow(s, 1.4), s)) == "1.4 * pow(x, 1.4 - 1)");
}

TEST_CASE("even powers leave a root as powers of the modulus", "[functions]") {
    STATIC_REQUIRE(same(sqrt(w * w), abs(w)));
    STATIC_REQUIRE(same(sqrt(pow<6>(w)), pow<3>(abs(w))));
    STATIC_REQUIRE(same(pow<3, 2>(w * w), pow<3>(abs(w))));
    STATIC_REQUIRE(same(pow<1, 2>(pow<4>(w)), w * w));
    STATIC_REQUIRE(same(sqrt(w * w * s), abs(w) * sqrt(s)));
    STATIC_REQUIRE(same(abs(w) * abs(w), w * w));
    STATIC_REQUIRE(same(abs(-constant<2, 3> * w), constant<2, 3> * abs(w)));
    STATIC_REQUIRE(same(abs(exp(w)), exp(w)));
    STATIC_REQUIRE(same(sign(-2 * w), -sign(w)));
    STATIC_REQUIRE(same(max(w, s), max(s, w)));
    STATIC_REQUIRE(same(min(w, w), w));
    STATIC_REQUIRE(same(hypot(w, constant<0>), abs(w)));
    STATIC_REQUIRE(same(pow(w, constant<3>), pow<3>(w)));
    STATIC_REQUIRE(!same(pow(w, s), pow(s, w)));
    for (double const t : {-1.7, 0.0, 2.2}) {
        CHECK(at(sqrt(s * s), {t}) == std::abs(t));
        CHECK(at(pow<3, 2>(4 * s * s), {t}) == Approx(8 * std::pow(std::abs(t), 3)).margin(0));
    }
}

TEST_CASE("norms and determinants are those of their components", "[functions]") {
    std::vector<double> const p{0.3, -1.2, 2.0};
    CHECK(at(norm(z), p) == Approx(std::sqrt(0.09 + 1.44 + 4)).epsilon(1e-15));
    CHECK(at(norm(matrix(row(x[0], 2), row(3, x[1]))), {1.0, 4.0}) == Approx(std::sqrt(30.0)).epsilon(1e-15));
    CHECK(at(norm(s), {-2.0}) == 2);
    CHECK(at(det(matrix(row(x[0]))), {7.0, 0.0}) == 7);
    CHECK(at(det(matrix(row(x[0], 2), row(3, x[1]))), {1.0, 4.0}) == -2);
    CHECK(at(det(matrix(row(z[0_c], 2, 3), row(4, z[1_c], 6), row(7, 8, z[2_c]))), {1, 5, 10}) == -3);
    CHECK(at(det(matrix(row(2, z[0_c], 0, 0), row(1, 3, 0, 0), row(0, 0, z[1_c], 1), row(5, 0, 2, 4))), {1, 5, 10}) ==
          5 * 18);
    CHECK(to_text(d(norm(x), x[0])) == "x[0] / hypot(x[0], x[1])");
}

TEST_CASE("choices by several comparisons are taken point by point", "[functions]") {
    constexpr auto inside = where(0 < s && s < 1, 2.0, 3.0);
    constexpr auto outside = where(s < 0 || s > 1, 2.0, 3.0);
    constexpr auto neither = where(!(s < 0 || s > 1) && !(s > 0.5), s, -s);
    for (double const t : {-0.5, 0.25, 0.75, 1.5}) {
        CAPTURE(t);
        CHECK(at(inside, {t}) == (0 < t && t < 1 ? 2 : 3));
        CHECK(at(outside, {t}) == (t < 0 || t > 1 ? 2 : 3));
        CHECK(at(neither, {t}) == (t >= 0 && t <= 0.5 ? t : -t));
    }
}

TEST_CASE("functions print as programs and as mathematics", "[functions]") {
    CHECK(to_text(d(abs(s) * s, s)) == "d(x * abs(x), x)");
    CHECK(to_text(abs(w), unicode) == "|w|");
    CHECK(to_text(pow<2>(abs(w) + 1), tex) == "\\left(\\left|w\\right| + 1\\right)^{2}");
    CHECK(to_text(max(w, 0.5)) == "max(0.5, w)");
    CHECK(to_text(atan2(w, s)) == "atan2(w, x)");
    CHECK(to_text(asin(w) + log10(s), tex) == "\\log_{10}\\left(x\\right) + \\arcsin\\left(w\\right)");
    CHECK(to_text(d(tanh(s), s)) == "pow<2>(sech(x))");
    CHECK(to_text(d(erf(s), s)) == "exp(-pow<2>(x)) / sqrt(atan(1))");
    CHECK(to_text(d(log2(s), s)) == "1 / (x * log(2))");
    CHECK(to_text(pow(w, s), tex) == "w^{x}");
    CHECK(to_text(norm(grad(w))) == "abs(d(w, x))");
}

TEST_CASE("a row tells where its function is a number", "[functions]") {
    auto const needs = [](graph::op kind) { return elementary::describe(kind).needs; };
    CHECK(needs(graph::op::log) == "x > 0");
    CHECK(needs(graph::op::sin).empty());
    for (double const t : {0.0, -1.0}) CHECK(!std::isfinite(at(log(s), {t})));
    for (double const t : {1.0, -1.0}) CHECK(!std::isfinite(at(d(asin(s), s), {t})));
    CHECK(!std::isfinite(at(d(atan2(x[1], x[0]), x[0]), {0, 0})));
}

TEST_CASE("complex numbers have no kinks", "[functions]") {
    evaluate::point<std::complex<double>> p;
    p.position["x"] = {{0.5, 0.25}};
    CHECK(evaluate::value<std::complex<double>>(sinh(s), p) == std::sinh(std::complex(0.5, 0.25)));
    CHECK_THROWS_WITH(evaluate::value<std::complex<double>>(abs(s), p), "lamina: numbers of this kind have no abs");
}

namespace with_the_names_of_std {
using namespace std;
constexpr auto both = max(w, w + s) + max(s, s) + min(w, 0) + max(0.0, w) + abs(w) + pow(w, 1.4) + hypot(w, 2);
}  // namespace with_the_names_of_std
TEST_CASE("functions are found beside those of std", "[functions]") {
    CHECK(to_text(with_the_names_of_std::both) ==
          "pow(w, 1.4) + hypot(2, w) + max(0, w) + max(w + x, w) + min(0, w) + abs(w) + x");
}
