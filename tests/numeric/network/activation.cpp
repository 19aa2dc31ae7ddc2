#include "../catch.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <lamina/network/activation.hpp>

namespace {

template <class Real, class Function, class Exact>
long double worst_ulps(Function function, Exact exact, double lowest, double highest) {
    using V = xsimd::batch<Real>;
    constexpr std::size_t L = V::size;
    alignas(64) Real in[L], out[L];
    long double worst = 0;
    for (int i = 0; i < 20000; ++i) {
        for (std::size_t lane = 0; lane < L; ++lane) {
            double const t = (i + static_cast<double>(lane) / L) / 20000;
            in[lane] = static_cast<Real>(lowest + t * (highest - lowest));
        }
        function(V::load_aligned(in)).store_aligned(out);
        for (std::size_t lane = 0; lane < L; ++lane) {
            auto const [value, unit] = exact(static_cast<long double>(in[lane]));
            worst = std::max(worst, std::abs(out[lane] - value) / (unit * std::numeric_limits<Real>::epsilon()));
        }
    }
    return worst;
}

struct value_and_unit {
    long double value, unit;  // an error of 1 means epsilon times unit
};

}  // namespace

TEMPLATE_TEST_CASE("The vector tanh is within 4 units in the last place", "[network]", double, float) {
    auto const function = [](auto x) { return lamina::vector_tanh(x); };
    auto const exact = [](long double x) {
        long double const t = std::tanh(x);
        return value_and_unit{t, t == 0 ? 1 : std::abs(t)};
    };
    for (double const range : {1e-8, 1e-3, 0.3, 1.0, 5.0, 25.0, 1000.0})
        CHECK(worst_ulps<TestType>(function, exact, -range, range) < 4);
}

TEMPLATE_TEST_CASE("The slope of the vector tanh keeps its digits where tanh is 1", "[network]", double, float) {
    auto const function = [](auto x) {
        decltype(x) t, s;
        lamina::vector_tanh<1>(&x, &t, &s);
        return s;
    };
    auto const exact = [](long double x) {  // log2(e) and the product with it are rounded: 2 |x| units
        long double const sech = 1 / std::cosh(x);
        return value_and_unit{sech * sech, sech * sech * (8 + 2 * std::abs(x))};
    };
    double const far = sizeof(TestType) == 8 ? 170 : 20;
    for (double const range : {1e-3, 0.3, 1.0, 5.0, 9.01, 19.1, far})
        CHECK(worst_ulps<TestType>(function, exact, -range, range) < 1);
}

TEMPLATE_TEST_CASE("The vector sine and cosine are within 2 units in the last place of 1", "[network]", double,
                   float) {
    auto const exact_sine = [](long double x) { return value_and_unit{std::sin(x), 1}; };
    auto const exact_cosine = [](long double x) { return value_and_unit{std::cos(x), 1}; };
    auto const sine = [](auto x) { return lamina::vector_sincos(x).sine; };
    auto const cosine = [](auto x) { return lamina::vector_sincos(x).cosine; };
    double const far = sizeof(TestType) == 8 ? 1e5 : 1e3;
    for (double const range : {0.1, 1.0, 10.0, 300.0, far}) {
        CHECK(worst_ulps<TestType>(sine, exact_sine, -range, range) < 2);
        CHECK(worst_ulps<TestType>(cosine, exact_cosine, -range, range) < 2);
    }
}

TEST_CASE("Vector functions pass not-a-number on", "[network]") {
    using V = xsimd::batch<double>;
    alignas(64) double out[V::size];
    lamina::vector_tanh(V(std::nan(""))).store_aligned(out);
    CHECK(std::isnan(out[0]));
    lamina::vector_sincos(V(std::nan(""))).sine.store_aligned(out);
    CHECK(std::isnan(out[0]));
}

TEMPLATE_TEST_CASE("Each derivative of an activation is the slope of the one before", "[network]",
                   lamina::activation::tanh_function, lamina::activation::sin_function) {
    double const h = 1e-5;
    auto const at = [](double z, double* d) {
        double s[TestType::saved];
        TestType::save(&z, s);
        TestType::template derivatives<5>(s, d);
    };
    for (double z = -3; z <= 3; z += 0.13) {
        double d[6], above[6], below[6];
        at(z, d);
        at(z + h, above);
        at(z - h, below);
        for (int k = 1; k <= 5; ++k) CHECK(d[k] == Approx((above[k - 1] - below[k - 1]) / (2 * h)).margin(2e-8));
    }
}
