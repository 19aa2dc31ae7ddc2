#include "../catch.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>
#include <vector>

#include <lamina/network/improved_mlp.hpp>

#include "hessian_oracle.hpp"
#include "kernel_case.hpp"

// H v of terms written by hand: all kinds of channels, networks and rows, and both number types.

using namespace example;
using lamina::combination;
using in_tanh = lamina::activation::tanh_function;
using in_sin = lamina::activation::sin_function;
template <class Activation>
using improved = gated<Activation>;

namespace {

template <class Term, class Architecture, class Real = double>
void check(std::vector<std::size_t> const& hidden, std::size_t points, combination how = combination::each,
           std::size_t threads = 1) {
    oracle::network const u = network_for<Term, Architecture>(hidden);
    auto const x = scattered_points(points, Term::dimension);
    lamina::thread_pool pool(threads);
    std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts;
    parts.push_back(part<Term, Real, true>(x, how, 1.5));
    auto const system = system_of<Real>(u, pool, std::move(parts));
    auto const loss = [&](std::vector<complex> const& theta) {
        complex sum = 0;
        for (std::size_t n = 0; n < system->rows(); ++n) {
            complex const r = expected_row<Term>(u, theta, x, how, n);
            sum += 1.5 / static_cast<double>(system->rows()) * r * r / 2.0;
        }
        return sum;
    };
    oracle::check_hessian(*system, parameters(u), loss, points > 50 ? 3 : 30,
                          std::is_same_v<Real, double> ? 1e-9 : 1e-3);
}

}  // namespace

TEST_CASE("H v of plain networks is the second derivative of the loss", "[kernel]") {
    check<cubic, in_tanh>({5, 4}, 11);
    check<dispersion, in_sin>({4, 3}, 9);
    check<two_unknowns, in_tanh>({5}, 10);
}
TEST_CASE("H v of gated networks is the second derivative of the loss", "[kernel]") {
    check<dispersion, improved<in_tanh>>({4, 4, 4}, 9);
    check<tensor_darcy_2d, improved<in_sin>>({3, 3}, 9);
}
TEST_CASE("H v of channels of fourth order with weights is the second derivative of the loss", "[kernel]") {
    check<biharmonic, in_tanh>({4, 3}, 9);
}
TEST_CASE("H v of differences and means is the second derivative of the loss", "[kernel]") {
    for (std::size_t const threads : {1, 3}) {
        check<cubic, in_tanh>({5, 4}, 22, combination::difference, threads);
        check<cubic, in_tanh>({5, 4}, 13, combination::mean, threads);
    }
}
TEST_CASE("H v of many blocks of points is the second derivative of the loss", "[kernel]") {
    check<cubic, in_tanh>({3}, 700, combination::each, 2);
}
TEST_CASE("H v in single precision is the second derivative of the loss", "[kernel]") {
    check<cubic, in_tanh, float>({5, 4}, 11);
}

TEST_CASE("H v of several parts repeats bit for bit, and is the same on any number of threads", "[kernel]") {
    oracle::network const u{{2, 17, 9, 1}, true};
    auto const theta = parameters(u);
    auto const v = oracle::some_direction(theta.size(), 1);
    std::vector<double> first, gradient(theta.size());
    for (std::size_t const threads : {1u, 2u, 5u}) {
        std::vector<double> before;
        for (int round = 0; round < 10; ++round) {
            lamina::thread_pool pool(threads);
            std::vector<std::unique_ptr<lamina::residual_part<double>>> parts;
            auto const add = [&]<class Term>(Term, std::size_t points, std::uint64_t seed, combination how) {
                parts.push_back(part<Term, double, true>(
                    scattered_points(points, 2, seed), how, 1.0 + static_cast<double>(seed)));
            };
            add(cubic{}, 1203, 1, combination::each);
            add(boundary_value{}, 94, 5, combination::each);
            add(boundary_value{}, 130, 8, combination::difference);
            add(boundary_value{}, 70, 9, combination::mean);
            auto const system = system_of<double>(u, pool, std::move(parts));
            std::vector<double> product(theta.size(), -7);
            system->hessian_times(theta, v, product);
            if (round == 0) before = product;
            CHECK(product == before);
            system->loss_and_gradient(theta, gradient);  // leaves other things in the workspaces
            std::fill(product.begin(), product.end(), 7.0);
            system->hessian_times(theta, v, product);
            CHECK(product == before);
        }
        if (first.empty()) first = before;
        double worst = 0, largest = 0;
        for (std::size_t p = 0; p < first.size(); ++p) {
            worst = std::max(worst, std::abs(first[p] - before[p]));
            largest = std::max(largest, std::abs(first[p]));
        }
        CHECK(worst <= 1e-13 * largest);
    }
}
