#include "../catch.hpp"

#include <cmath>

#include <lamina/train/adam.hpp>
#include <lamina/train/gauss_newton_cg.hpp>
#include <lamina/train/lbfgs.hpp>
#include <lamina/train/levenberg_marquardt.hpp>
#include <lamina/train/spring.hpp>

#include "kernel_case.hpp"

using namespace example;
using lamina::combination;

namespace {

struct results {
    double loss = 0;
    std::vector<double> r, jt, jv, jtw, gradient;
    friend bool operator==(results const&, results const&) = default;
};

/// Everything that a system with four parts computes, `rounds` times over: each time the same bit for bit, whatever
/// the threads do and calls before have left behind.
results everything(std::size_t threads, int rounds = 2) {
    oracle::network const u{{2, 17, 9, 1}, true};
    auto const theta = parameters(u);
    lamina::thread_pool pool(threads);
    std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
    parts.push_back(part<helmholtz, double>(scattered_points(203, 2), combination::each, 1.0));
    parts.push_back(part<boundary_value, double>(scattered_points(94, 2, 5), combination::each, 100.0));
    parts.push_back(part<boundary_value, double>(scattered_points(130, 2, 8), combination::difference, 3.0));
    parts.push_back(part<boundary_value, double>(scattered_points(70, 2, 9), combination::mean, 10.0));
    auto const system = system_of<double>(u, pool, std::move(parts));
    std::size_t const N = system->rows(), P = system->parameters();
    REQUIRE(N == 203 + 94 + 65 + 1);
    REQUIRE(system->blocks()[2].begin == 297);
    REQUIRE(system->last_layers().size() == 1);
    REQUIRE(system->last_layers()[0].begin + 10 == P);

    std::vector<double> v(P), w(N);
    for (std::size_t p = 0; p < P; ++p) v[p] = scrambled(p);
    for (std::size_t n = 0; n < N; ++n) w[n] = scrambled(n + 5000);
    results out;
    out.r.resize(N), out.jt.resize(P * N), out.jv.resize(N), out.jtw.resize(P), out.gradient.resize(P);
    for (int round = 0; round < rounds; ++round) {
        results const before = out;
        std::vector<double> r(N);
        system->residual(theta, r);
        system->jacobian(theta, out.r, out.jt);
        system->jacobian_times(theta, v, out.jv);
        system->transposed_times(theta, w, out.jtw);
        out.loss = system->loss_and_gradient(theta, out.gradient);
        CHECK(r == out.r);
        if (round > 0) CHECK(out == before);
    }

    double loss = 0;
    std::vector<double> gradient(P), jtw(P);
    for (auto const& block : system->blocks())
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) {
            double const scale = block.lambda / static_cast<double>(block.size);
            loss += scale * out.r[n] * out.r[n] / 2;
            for (std::size_t p = 0; p < P; ++p) gradient[p] += scale * out.r[n] * out.jt[p * N + n];
            for (std::size_t p = 0; p < P; ++p) jtw[p] += w[n] * out.jt[p * N + n];
        }
    CHECK(out.loss == Approx(loss).epsilon(1e-13));
    for (std::size_t b = 0; b < 4; ++b) {
        auto const& block = system->blocks()[b];
        double part = 0;
        for (std::size_t n = block.begin; n < block.begin + block.size; ++n) part += out.r[n] * out.r[n];
        part *= block.lambda / static_cast<double>(block.size) / 2;
        CHECK(system->block_losses()[b] == Approx(part).epsilon(1e-13));
    }
    for (std::size_t p = 0; p < P; ++p) {
        CHECK(out.gradient[p] == Approx(gradient[p]).epsilon(1e-10).margin(1e-11));
        CHECK(out.jtw[p] == Approx(jtw[p]).epsilon(1e-10).margin(1e-11));
    }
    return out;
}

bool close(std::vector<double> const& a, std::vector<double> const& b) {
    double worst = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(a[i] - b[i]));
        size = std::max(size, std::abs(a[i]));
    }
    return worst <= 1e-13 * size;
}

/// An equation at some points and a value at others
template <class Real>
auto equation_and_value(oracle::network const& u, std::size_t inside, std::size_t outside) {
    std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts;
    parts.push_back(part<helmholtz, Real>(scattered_points(inside, 2)));
    parts.push_back(part<boundary_value, Real>(scattered_points(outside, 2, 5), combination::each, 10.0));
    return system_of<Real>(u, lamina::default_pool(), std::move(parts));
}

}  // namespace

TEST_CASE("A system of several parts repeats bit for bit at a fixed number of threads", "[kernel]") {
    for (std::size_t const threads : {1u, 2u, 3u}) CHECK(everything(threads, 20) == everything(threads));
}

TEST_CASE("With more shares than threads a result repeats bit for bit, whoever claims them", "[kernel]") {
    oracle::network const u{{2, 24, 24, 1}, true};
    auto const theta = parameters(u);
    for (std::size_t const threads : {1u, 2u, 3u}) {
        std::vector<double> first;
        double first_loss = 0;
        for (int round = 0; round < 20; ++round) {
            lamina::thread_pool pool(threads);  // and each time from threads that have to wake up first
            std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
            parts.push_back(part<helmholtz, double>(scattered_points(5000, 2)));
            auto const system = system_of<double>(u, pool, std::move(parts));
            std::vector<double> gradient(theta.size());
            double const loss = system->loss_and_gradient(theta, gradient);
            if (round == 0) first = gradient, first_loss = loss;
            CHECK(loss == first_loss);
            CHECK(gradient == first);
        }
    }
}

TEST_CASE("A system of several parts does not depend on the number of threads", "[kernel]") {
    auto const one = everything(1);
    for (std::size_t const threads : {2u, 5u}) {
        auto const more = everything(threads);
        CHECK(one.loss == Approx(more.loss).epsilon(1e-13));
        CHECK(close(one.r, more.r));
        CHECK(close(one.jt, more.jt));
        CHECK(close(one.jv, more.jv));
        CHECK(close(one.jtw, more.jtw));
        CHECK(close(one.gradient, more.gradient));
    }
}

TEST_CASE("Wrong sizes are refused with the name, the value and the expectation", "[kernel]") {
    auto const term = [](std::string name, lamina::point_data const& data, std::vector<double> const& constants = {},
                         combination how = combination::each) {
        return lamina::residual_part<double>(lamina::functions_of<darcy_1d, double, false>(), {std::move(name)}, data,
                                             constants, how);
    };
    std::vector<double> const jets(9), tables(9);
    CHECK_THROWS_WITH(term("u", {3, 1, {}, {}, tables}),
                      "point_set: jets has 0 numbers, expected 3 x 3 points = 9");
    CHECK_THROWS_WITH(term("u", {3, 1, jets, jets, tables}),
                      "point_set: weights has 9 numbers, expected 0 x 3 points = 0");
    CHECK_THROWS_WITH(term("u", {0, 1, {}, {}, {}}), "point_set: points is 0, expected at least 1");
    CHECK_THROWS_WITH(term("u", {3, 1, jets, {}, tables}, {}, combination::difference),
                      "point_set: points is 3, expected an even number for combination::difference");
    CHECK_THROWS_WITH(term("u", {3, 1, jets, {}, tables}, {1.0}),
                      "residual_part: constants has 1 numbers, expected 0");

    lamina::thread_pool pool(1);
    std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
    CHECK_THROWS_WITH(system_of<double>({{1, 4, 1}}, pool, std::move(parts)),
                      "collocated_system: parts is empty, expected at least one");
    auto const with_part = [&](oracle::network const& u, double lambda) {
        std::vector<std::unique_ptr<lamina::residual_part<double>>> one;
        one.push_back(part<darcy_1d, double>(scattered_points(3, 1), combination::each, lambda));
        return system_of<double>(u, pool, std::move(one));
    };
    CHECK_THROWS_WITH(with_part({{2, 4, 1}}, 1), "collocated_system: part u has 1 inputs, expected 2");
    CHECK_THROWS_WITH(with_part({{1, 4, 2}}, 1), "collocated_system: part u has 1 outputs, expected 2");
    CHECK_THROWS_AS(with_part({{1, 4, 1}}, -1), std::invalid_argument);
    CHECK_THROWS_AS(with_part({{1, 0, 1}}, 1), std::invalid_argument);

    auto const system = with_part({{1, 4, 1}}, 1);
    std::vector<double> theta(13), r(3), short_one(2);
    CHECK_THROWS_WITH(system->residual(short_one, r), "collocated_system: theta has 2 numbers, expected P = 13");
    CHECK_THROWS_WITH(system->residual(theta, short_one), "collocated_system: r has 2 numbers, expected N = 3");
    CHECK_THROWS_WITH(system->jacobian(theta, r, theta),
                      "collocated_system: j_transposed has 13 numbers, expected P * N = 39");
    CHECK_THROWS_AS(system->set_lambda(1, 1.0), std::invalid_argument);
}

TEST_CASE("Training in float is training in double, to the digits that float has", "[kernel]") {
    oracle::network const m1{{2, 50, 50, 50, 50, 1}, true};
    auto const theta = parameters(m1);
    auto const single = equation_and_value<float>(m1, 128, 512);
    auto const full = equation_and_value<double>(m1, 128, 512);
    auto const f = lamina::train(*single, theta, lamina::adam{}, {.iterations = 100});
    auto const d = lamina::train(*full, theta, lamina::adam{}, {.iterations = 100});
    CHECK(f.loss != d.loss);
    CHECK(d.loss < 0.9 * d.history[0].loss);
    REQUIRE(f.history.size() == 101);
    for (std::size_t k = 0; k <= 100; ++k) CHECK(f.history[k].loss == Approx(d.history[k].loss).epsilon(1e-3));
}

TEMPLATE_TEST_CASE("Every method trains a system in float", "[kernel]", lamina::spring, lamina::lbfgs,
                   lamina::levenberg_marquardt, lamina::gauss_newton_cg) {
    oracle::network const u{{2, 9, 9, 1}, true};
    auto const single = equation_and_value<float>(u, 40, 20);
    auto const full = equation_and_value<double>(u, 40, 20);
    auto const f = lamina::train(*single, parameters(u), TestType{}, {.iterations = 9});
    auto const d = lamina::train(*full, parameters(u), TestType{}, {.iterations = 9});
    CHECK(d.loss < 0.99 * d.history[0].loss);
    CHECK(f.loss == Approx(d.loss).epsilon(2e-2));
}
