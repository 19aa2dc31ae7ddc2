// The facts of equations, decided symbolically, against numbers: residuals at random jets.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/evaluate/point.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/facts.hpp>

#include "catch.hpp"

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto c = parameter<"c">;
constexpr auto u = unknown<"u">(x, t);
constexpr auto p = unknown<"p">(x, t);
constexpr auto v = unknown<"v", 2>(x, t);
constexpr auto a = coefficient<"a">([](auto y) { return 2 + sin(y[0]) * y[1]; });
constexpr auto A = coefficient<"A">([](auto y) { return matrix(row(2 + y[0], y[1]), row(0.25, 3 + cos(y[1]))); });

using jet = std::pair<std::string, std::vector<int>>;  ///< name of an unknown, directions
using jets = std::map<jet, double>;

/// left - right where the unknowns have these jets. `read` becomes the set of those that were looked at.
template <class E>
double residual(E const& equation, jets const& values, std::set<jet>& read) {
    evaluate::point<double> at;
    at.position["x"] = {0.3, -0.6};
    at.position["t"] = {0.8};
    at.parameter["c"] = 1.7;
    for (std::string const name : {"u", "p", "v[0]", "v[1]"})
        at.unknown[name] = [&, name](std::vector<int> const& along) {
            read.insert({name, along});
            auto const found = values.find({name, along});
            return found == values.end() ? 0.0 : found->second;
        };
    return evaluate::value<double>(equation, at);
}

/// The number of channels of u_a..., each with every part of its directions, for each unknown
std::size_t closure(std::set<jet> const& all) {
    std::set<std::vector<int>> channels{{}};
    for (auto const& [name, along] : all)
        for (unsigned mask = 0; mask < 1u << along.size(); ++mask) {
            std::vector<int> part;
            for (std::size_t k = 0; k < along.size(); ++k)
                if (mask >> k & 1) part.push_back(along[k]);
            channels.insert(part);
        }
    return channels.size();
}

/// Compares the facts of a scalar equation with what its values show.
template <class E>
void check(E const& equation) {
    facts const f = facts_of(problem(equation));
    INFO(to_text(equation));
    std::mt19937 random(11);
    std::uniform_real_distribution<double> uniform(0.5, 1.5);
    std::set<jet> read;
    double const at_zero = residual(equation, {}, read);
    REQUIRE(!read.empty());
    std::size_t order = 0;
    std::set<std::string> names;
    for (auto const& [name, along] : read) order = std::max(order, along.size()), names.insert(name);
    CHECK(f.order == static_cast<int>(order));
    CHECK(f.unknowns >= static_cast<int>(names.size()));
    CHECK(f.partials == static_cast<int>(read.size()));
    CHECK(f.naive_channels == static_cast<int>(closure(read)));
    CHECK(f.channels <= f.naive_channels);

    jets one, two, both;
    for (jet const& j : read) {
        one[j] = uniform(random), two[j] = uniform(random);
        both[j] = one[j] + two[j];
    }
    double const sum = residual(equation, both, read) + at_zero;
    double const parts = residual(equation, one, read) + residual(equation, two, read);
    bool const superposes = std::abs(sum - parts) <= 1e-12 * (1 + std::abs(sum));
    CHECK(f.linear == superposes);
    for (jet const& j : read) {  // each of them matters
        jets other = one;
        other[j] += 0.1;
        CHECK(std::abs(residual(equation, other, read) - residual(equation, one, read)) > 1e-6);
    }
}

}  // namespace

TEST_CASE("facts of linear equations agree with values at random jets", "[laws]") {
    check(dt(u) - c * lap(u) == sin(x[0]));
    check(dtt(u) + lap(u) + u == t);
    check(-div(A(x / c) * grad(u)) == 1);
    check(lap(lap(u)) - dt(u) == a(x));
    check(d(u, x[0], x[1], x[1]) + x[0] * d(u, x[0]) == dtt(u));
    check(div(v) == p);
    check(dot(vector(1, 2), lap(v)) + d(p, x[0]) == 0);
    check(rot(v) - lap(u) == 0);
}

TEST_CASE("facts of nonlinear equations agree with values at random jets", "[laws]") {
    check(dt(u) + u * d(u, x[0]) - c * lap(u) == 0);
    check(dtt(u) + lap(u) + pow<3>(u) == 0);
    check(-div((1 + u * u) * grad(u)) == 1);
    check(dot(v, grad(v[0])) + d(p, x[0]) - lap(v[0]) == 0);
    check(dot(rot(p), grad(rot(p)[0])) - lap(rot(p)[0]) + d(u, x[0]) == 0);
    check(dot(grad(u), grad(u)) == exp(-p));
    check(pow<2>(lap(u)) + u == 1);
}

TEST_CASE("like terms that cancel are not asked for", "[laws]") {
    check(lap(u) - d(u, x[0], x[0]) == u);
    CHECK(facts_of(problem(rot(grad(u)) + u == 1)).channels == 1);
}
