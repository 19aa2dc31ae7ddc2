#include "../catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include <lamina/parallel/line_size.hpp>
#include <lamina/passes/pass_table.hpp>

// The activations of every instruction set that this machine has.

using namespace lamina;

namespace {

struct value_and_unit {
    long double value, unit;  // an error of 1 means epsilon times unit
};

/// The largest error of phi^(derivative) over [lowest, highest]
template <class Real, class Exact>
long double worst_ulps(activation_sweep<Real> sweep, int derivative, Exact exact, double lowest, double highest) {
    constexpr std::size_t L = line_size<Real>, cells = 7;  // no whole batch of cells
    alignas(64) Real in[cells * L], out[6 * cells * L];
    long double worst = 0;
    for (int i = 0; i < 3000; ++i) {
        for (std::size_t k = 0; k < cells * L; ++k) {
            double const t = (i + static_cast<double>(k) / (cells * L)) / 3000;
            in[k] = static_cast<Real>(lowest + t * (highest - lowest));
        }
        sweep(in, L, cells, std::max(derivative, 1), out);
        for (std::size_t k = 0; k < cells * L; ++k) {
            auto const [value, unit] = exact(static_cast<long double>(in[k]));
            long double const error = out[static_cast<std::size_t>(derivative) * cells * L + k] - value;
            worst = std::max(worst, std::abs(error) / (unit * std::numeric_limits<Real>::epsilon()));
        }
    }
    return worst;
}

/// body(passes) for every set
template <class Real, class Body>
void each_set(Body&& body) {
    for (instruction_set const set : usable_instruction_sets()) {
        CAPTURE(std::string(name_of(set)));
        body(passes_of<Real>(set));
    }
}

}  // namespace

TEMPLATE_TEST_CASE("tanh is within 4 units in the last place", "[network]", double, float) {
    auto const exact = [](long double x) {
        long double const t = std::tanh(x);
        return value_and_unit{t, t == 0 ? 1 : std::abs(t)};
    };
    each_set<TestType>([&](auto const& run) {
        for (double const range : {1e-8, 1e-3, 0.3, 1.0, 5.0, 25.0, 1000.0})
            CHECK(worst_ulps<TestType>(run.tanh, 0, exact, -range, range) < 4);
    });
}

TEMPLATE_TEST_CASE("The slope of tanh keeps its digits where tanh is 1", "[network]", double, float) {
    auto const exact = [](long double x) {  // log2(e) and the product with it are rounded: 2 |x| units
        long double const sech = 1 / std::cosh(x);
        return value_and_unit{sech * sech, sech * sech * (8 + 2 * std::abs(x))};
    };
    double const far = sizeof(TestType) == 8 ? 170 : 20;
    each_set<TestType>([&](auto const& run) {
        for (double const range : {1e-3, 0.3, 1.0, 5.0, 9.01, 19.1, far})
            CHECK(worst_ulps<TestType>(run.tanh, 1, exact, -range, range) < 1);
    });
}

TEMPLATE_TEST_CASE("sin and its slope are within 2 units in the last place of 1", "[network]", double, float) {
    auto const exact_sine = [](long double x) { return value_and_unit{std::sin(x), 1}; };
    auto const exact_cosine = [](long double x) { return value_and_unit{std::cos(x), 1}; };
    double const far = sizeof(TestType) == 8 ? 1e5 : 1e3;
    each_set<TestType>([&](auto const& run) {
        for (double const range : {0.1, 1.0, 10.0, 300.0, far}) {
            CHECK(worst_ulps<TestType>(run.sin, 0, exact_sine, -range, range) < 2);
            CHECK(worst_ulps<TestType>(run.sin, 1, exact_cosine, -range, range) < 2);
        }
    });
}

TEST_CASE("Activations pass not-a-number on", "[network]") {
    constexpr std::size_t L = line_size<double>;
    each_set<double>([&](auto const& run) {
        alignas(64) double in[L], out[2 * L];
        std::fill(in, in + L, std::nan(""));
        for (auto const sweep : {run.tanh, run.sin}) {
            sweep(in, L, 1, 1, out);
            CHECK(std::isnan(out[0]));
            CHECK(std::isnan(out[L]));
        }
    });
}

TEST_CASE("Each derivative of an activation is the slope of the one before", "[network]") {
    constexpr std::size_t L = line_size<double>;
    double const h = 1e-5;
    each_set<double>([&](auto const& run) {
        for (auto const sweep : {run.tanh, run.sin})
            for (double z = -3; z <= 3; z += 0.13) {
                alignas(64) double in[L], d[6 * L];
                for (std::size_t lane = 0; lane < L; ++lane) in[lane] = lane == 1 ? z + h : lane == 2 ? z - h : z;
                sweep(in, L, 1, 5, d);
                for (std::size_t k = 1; k <= 5; ++k)
                    CHECK(d[k * L] == Approx((d[(k - 1) * L + 1] - d[(k - 1) * L + 2]) / (2 * h)).margin(2e-8));
            }
    });
}
