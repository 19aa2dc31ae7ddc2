#include <lamina/interpret/values.hpp>

#include <complex>
#include <random>
#include <vector>

#include <lamina/dsl.hpp>
#include <lamina/dsl/rewrite/inline.hpp>

#include "../../oracle/agreement.hpp"
#include "../../oracle/lowering.hpp"
#include "../../oracle/random_tree.hpp"
#include "../../oracle/reading.hpp"
#include "catch.hpp"

using namespace lamina;
using oracle::place, oracle::rounded, oracle::tree;

namespace {

constexpr auto x = position<2>;
constexpr auto k = parameter<"k">;

/// The values of expressions of x and k, shape (expressions, points), where x is `at`, shape (points, 2)
template <class V, class... E>
xt::xtensor<V, 2> values_of(std::vector<std::array<V, 2>> const& at, V k_is, E const&... e) {
    auto const g = std::make_unique<graph::arena>();
    std::vector<graph::node_id> roots;
    (roots.push_back(graph::carried_out(*g, e.lower(*g))), ...);
    return interpret::values<V>(*g, {*g, roots}, at.size(), [&](graph::node_id id) -> interpret::leaf<V> {
        if ((*g)[id].kind == graph::op::parameter) return k_is;
        return [&, axis = static_cast<std::size_t>((*g)[id].a)](interpret::block where, V const* const*, V* out) {
            for (std::size_t p = 0; p < where.count; ++p) out[p] = at[where.first + p][axis];
        };
    });
}

/// Points where both coordinates lie between these
std::vector<std::array<double, 2>> random_pairs(std::size_t count, double low, double high) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> between(low, high);
    std::vector<std::array<double, 2>> out(count);
    for (auto& [first, second] : out) first = between(random), second = between(random);
    return out;
}

/// A double that counts what is done with it
struct counted {
    double v;
    static inline int operations = 0;
    counted(double value = 0) : v(value) {}
    friend counted operator+(counted p, counted q) { return ++operations, counted(p.v + q.v); }
    friend counted operator*(counted p, counted q) { return ++operations, counted(p.v * q.v); }
    friend counted operator/(counted p, counted q) { return ++operations, counted(p.v / q.v); }
    friend counted log(counted p) { return ++operations, counted(std::log(p.v)); }
    friend counted sqrt(counted p) { return ++operations, counted(std::sqrt(p.v)); }
    friend counted pow(counted p, counted q) { return ++operations, counted(std::pow(p.v, q.v)); }
    friend bool operator==(counted p, counted q) { return p.v == q.v; }
};

}  // namespace

TEST_CASE("random expressions have their values at every point of every block", "[random][interpret]") {
    constexpr int trees = 300, different = 7;  // places, in turn: no block and no group begins as the one before
    auto const g = std::make_unique<graph::arena>();
    int seen = 0;
    for (int number = 0; number < trees; ++number) {
        std::mt19937 random(20261129u + 7919u * static_cast<unsigned>(number));
        int const dimension = 1 + number % 3;
        std::uniform_real_distribution<double> coordinate(0.3, 1.2);
        std::vector<place<rounded>> places(different, {dimension, {}});
        for (place<rounded>& here : places)
            for (int i = 0; i <= dimension; ++i) here.x.push_back(coordinate(random));
        tree const e = oracle::random_trees(random, dimension, places)(4);
        tree const slope{.is = oracle::kind::partial, .which = 0, .of = {e}};
        *g = graph::arena{};
        try {
            oracle::lowering const lower(*g, dimension);
            std::vector<graph::node_id> roots;
            for (tree const& one : {e, slope}) roots.push_back(graph::carried_out(*g, lower(one)));
            std::vector<evaluate::point<rounded>> environments;
            for (place<rounded> const& here : places) environments.push_back(oracle::environment(here));
            auto const leaf = [&](graph::node_id id) -> interpret::leaf<double> {
                if ((*g)[id].kind == graph::op::parameter) return environments[0](*g, id).v;
                return [&, id](interpret::block where, double const* const*, double* out) {
                    for (std::size_t p = 0; p < where.count; ++p)
                        out[p] = environments[(where.first + p) % different](*g, id).v;
                };
            };
            std::size_t const points = number % 10 == 0 ? 2 * interpret::block::capacity + 5 : 1 + number % 29;
            auto const found = interpret::values<double>(*g, {*g, roots}, points, leaf);
            REQUIRE((found.shape(0) == 2 && found.shape(1) == points));
            for (std::size_t n = 0; n < std::min<std::size_t>(points, different); ++n) {
                rounded const of_tree[]{oracle::meaning(e, places[n]).front(),
                                        oracle::meaning(slope, places[n]).front()};
                for (std::size_t r = 0; r < 2; ++r)
                    for (std::size_t p = n; p < points; p += different)
                        if (double const units = oracle::apart({found(r, p), 0.0}, of_tree[r]); units > 1)
                            FAIL("number " << number << ", root " << r << ", point " << p << ": " << units);
            }
            ++seen;
        } catch (std::length_error const&) {
        }
    }
    CHECK(seen >= trees * 19 / 20);
}

TEST_CASE("elementary functions over a block are those of one number, and right in long double", "[interpret]") {
    constexpr std::size_t count = 50;
    for (std::size_t f = 0; f < std::size(oracle::functions<double>); ++f) {
        auto const& of_doubles = oracle::functions<double>[f];
        INFO(of_doubles.name);
        std::vector<double> first, second;
        for (auto const& [p, q] : random_pairs(2000, -2.9, 2.9))
            if (first.size() < count && of_doubles.takes(p, q)) first.push_back(p), second.push_back(q);
        REQUIRE(first.size() == count);
        first.resize(interpret::whole_groups(count)), second.resize(first.size());
        std::vector<double> out(first.size());
        double const* const operands[]{first.data(), second.data(), first.data(), first.data()};
        interpret::block_step<double>({.kind = of_doubles.node, .of = {0, of_doubles.arguments - 2, -1, -1}}, count,
                                      operands, out.data());
        for (std::size_t p = 0; p < count; ++p) {
            CHECK(out[p] == evaluate::apply(of_doubles.node, first[p], second[p]));
            long double const right = oracle::functions<long double>[f].of(first[p], second[p]);
            CHECK(std::abs(out[p] - right) <= 1e-15L * std::max(1.0L, std::abs(right)));
        }
    }
}

TEST_CASE("powers over a block are repeated products and roots", "[interpret]") {
    std::vector<double> any, positive;
    for (auto const& [p, q] : random_pairs(16, -2, 2)) any.push_back(p), positive.push_back(std::abs(q));
    for (long a = -9; a <= 9; ++a)
        for (long b : {1, 2, 3}) {
            if (b > 1 && a % b == 0) continue;
            INFO("a = " << a << ", b = " << b);
            std::vector<double> const& base = b == 1 ? any : positive;
            std::vector<double> out(base.size());
            double const* const operand = base.data();
            graph::instruction const power{.kind = graph::op::power, .a = a, .b = b, .of = {0, -1, -1, -1}};
            interpret::block_step<double>(power, base.size(), &operand, out.data());
            for (std::size_t p = 0; p < base.size(); ++p) {
                long double const root = b == 1   ? static_cast<long double>(base[p])
                                         : b == 2 ? std::sqrt(static_cast<long double>(base[p]))
                                                  : std::cbrt(static_cast<long double>(base[p]));
                long double right = 1;
                for (long n = 0; n < std::abs(a); ++n) right *= root;
                if (a < 0) right = 1 / right;
                CHECK(std::abs(out[p] - right) <= 1.2e-16L * (std::abs(a) + 3) * std::abs(right));
                CHECK(out[p] == evaluate::power(base[p], a, b));
            }
        }
}

TEST_CASE("a choice is made point by point, and what is not chosen does not matter", "[interpret]") {
    std::vector<std::array<double, 2>> at;
    for (double const p : {-1.0, 0.0, 0.5, 2.0, 3.0})
        for (double const q : {-1.0, 0.0, 0.5}) at.push_back({p, q});
    auto const values =
        values_of(at, 2.0, where(x[0] < k, 1 / x[0], 7), where(x[0] <= k, x[1], 7), where(0 < x[0], log(x[0]), x[1]));
    for (std::size_t p = 0; p < at.size(); ++p) {
        auto const [first, second] = at[p];
        CHECK(values(0, p) == (first < 2 ? 1 / first : 7));
        CHECK(values(1, p) == (first <= 2 ? second : 7));
        CHECK(values(2, p) == (0 < first ? std::log(first) : second));
    }
}

TEST_CASE("an operation is done once a point, and once in all where its operands are the same everywhere",
          "[interpret]") {
    std::vector<std::array<counted, 2>> const at(2 * interpret::block::capacity, {3.0, 5.0});
    counted::operations = 0;
    auto const same = log(k + 0.5);  // each time it is written, 0.5 is a literal of its own
    auto const values = values_of<counted>(at, 2.0, same * x[0], same * x[1] + same * x[0], same);
    CHECK(counted::operations == 2 + 3 * static_cast<int>(at.size()));
    REQUIRE(values.size() == 3 * at.size());
    for (std::size_t p = 0; p < at.size(); ++p) {
        CHECK(values(0, p).v == 3 * std::log(2.5));
        CHECK(values(1, p).v == 5 * std::log(2.5) + 3 * std::log(2.5));
        CHECK(values(2, p).v == std::log(2.5));
    }
}

TEST_CASE("a leaf is asked for once, and filled block by block", "[interpret]") {
    auto const g = std::make_unique<graph::arena>();
    graph::node_id const roots[]{(x[0] * sin(x[0])).lower(*g), x[0].lower(*g)};
    for (std::size_t const points : {0, 1, 255, 256, 257, 1000}) {
        int asked = 0;
        std::size_t filled = 0;
        auto const found =
            interpret::values<double>(*g, {*g, roots}, points, [&](graph::node_id) -> interpret::leaf<double> {
                ++asked;
                return [&](interpret::block where, double const* const*, double* out) {
                    CHECK(where.first == filled);
                    CHECK((where.count > 0 && where.count <= interpret::block::capacity));
                    filled += where.count;
                    for (std::size_t p = 0; p < where.count; ++p) out[p] = static_cast<double>(where.first + p);
                };
            });
        CHECK(asked == 1);
        CHECK(filled == points);
        REQUIRE((found.shape(0) == 2 && found.shape(1) == points));
        for (std::size_t p = 0; p < points; ++p) CHECK(found(1, p) == static_cast<double>(p));
    }
}

TEST_CASE("complex numbers go through blocks, and carry a derivative", "[interpret]") {
    using complex = std::complex<double>;
    constexpr double step = 1e-100;
    std::vector<std::array<complex, 2>> at;
    auto const real = random_pairs(300, 0.2, 2);
    for (auto const& [p, q] : real) at.push_back({complex(p, step), q});
    auto const values = values_of<complex>(at, 2.0, exp(k * x[0]) * sin(x[0] * x[1]) / sqrt(x[0]));
    for (std::size_t p = 0; p < at.size(); ++p) {
        auto const [s, q] = real[p];
        double const slope =
            std::exp(2 * s) / std::sqrt(s) * (2 * std::sin(s * q) + q * std::cos(s * q) - std::sin(s * q) / (2 * s));
        CHECK(values(0, p).imag() / step == Approx(slope).epsilon(1e-12).margin(1e-12));
    }
}
