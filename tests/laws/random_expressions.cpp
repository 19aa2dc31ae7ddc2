// Random expressions, built in the arena of the library and, at the same time, for an evaluator on plain numbers and
// duals that shares nothing with it: whatever the library makes of an expression has to keep its value.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <lamina/dsl/calculus/derivative.hpp>
#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/readable.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>

#include "../oracle/interpreting.hpp"
#include "../oracle/lowering.hpp"
#include "../oracle/random_tree.hpp"
#include "../oracle/reading.hpp"
#include "catch.hpp"

using namespace lamina;
using namespace oracle;

namespace {

constexpr int trees = 2000;
constexpr int places_of_each = 2;

/// Of this run: LAMINA_ORACLE_SEED, or the same every time
unsigned seed() {
    static unsigned const value = [] {
        char const* const given = std::getenv("LAMINA_ORACLE_SEED");
        unsigned const out = given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : 20261128u;
        std::printf("random expressions of seed %u (LAMINA_ORACLE_SEED)\n", out);
        return out;
    }();
    return value;
}

/// What random expressions, of this seed or of others, have found
struct finding {
    int dimension;
    char const* text;
};
constexpr finding found[] = {
    {2, "u * A(u)[1][1]"},                        // an entry that does not vary, of a coefficient that does
    {2, "u * a(lap(u)) + b(dot(v, v), div(v))"},  // operators in the arguments of a coefficient
    {1, "(2 / (3 * u) - t) * u"},                 // a constant derivative, and still no place for u = 0
    {2, "pow<4>(x[0] + sqrt(0.4 / t))"},          // a root of a quotient that becomes the quotient again
    {2, "pow<4>(abs(x[0] * x[1]) - t)"},          // an absolute value whose fourth power is that of two factors
    {1,
     "where(literal{1} <= 1, x, 2 * x) + where(literal{1} < 1, u, 2 * u)"},  // on the edge, where random ones never are
    {1, "where(u < constant<4, 9>, x, constant<-1, 2>)"},                    // fractions that stand alone
};

struct sample {
    int number;
    int dimension;
    std::vector<place<rounded>> places;
    tree expression;
};

std::vector<place<rounded>> random_places(std::mt19937& random, int dimension) {
    std::uniform_real_distribution<double> coordinate(0.3, 1.2);
    std::vector<place<rounded>> out(places_of_each, {dimension, {}});
    for (place<rounded>& here : out)
        for (int i = 0; i <= dimension; ++i) here.x.push_back(coordinate(random));
    return out;
}

std::vector<sample> const& samples() {
    static std::vector<sample> const all = [] {
        std::vector<sample> out;
        for (int number = 0; number < trees; ++number) {
            std::mt19937 random(seed() + 7919u * static_cast<unsigned>(number));
            int const dimension = 1 + number % 3, depth = 4 + number / 3 % 3;
            auto const places = random_places(random, dimension);
            out.push_back({number, dimension, places, random_trees(random, dimension, places)(depth)});
        }
        std::mt19937 random(seed());
        for (auto const& [dimension, text] : found)
            out.push_back({static_cast<int>(out.size()), dimension, random_places(random, dimension),
                           reading(text, dimension)()});
        return out;
    }();
    return all;
}

/// Runs law(g, id, sample) on every sample, in an arena that holds nothing else. An expression that outgrows the arena
/// is not counted; at most one in twenty does.
template <class Law>
void for_each_sample(Law const& law) {
    auto const g = std::make_unique<graph::arena>();
    int outgrown = 0;
    for (sample const& s : samples()) {
        *g = graph::arena{};
        graph::node_id const id = lowering(*g, s.dimension)(s.expression);
        INFO("seed " << seed() << ", number " << s.number << ", dimension " << s.dimension << ": " << to_text(*g, id));
        try {
            law(*g, id, s);
        } catch (std::length_error const&) {
            ++outgrown;
        }
    }
    CHECK(outgrown <= trees / 20);
}

/// Node `id` has the value of the tree at every place.
void check_value(graph::arena& g, graph::node_id id, sample const& s, tree const& expected) {
    for (place<rounded> const& here : s.places) {
        double const units = apart(evaluated(g, id, here), meaning(expected, here).front());
        CHECK(units <= accepted);
    }
}
void check_value(graph::arena& g, graph::node_id id, sample const& s) {
    check_value(g, id, s, s.expression);
}

tree partial_of(tree const& f, int axis) {
    return {.is = kind::partial, .which = axis, .of = {f}};
}

/// Coordinate number `axis`, the time after those of x
graph::node_id coordinate(graph::arena& g, int axis, int dimension) {
    return lowering(g, dimension)({.is = kind::coordinate, .which = axis});
}

/// True if every brace and every \left( of a LaTeX text is closed.
bool balanced(std::string const& text) {
    int braces = 0, brackets = 0;
    for (std::size_t i = 0; i < text.size() && braces >= 0 && brackets >= 0; ++i) {
        braces += (text[i] == '{') - (text[i] == '}');
        brackets += (text.compare(i, 6, "\\left(") == 0) - (text.compare(i, 7, "\\right)") == 0);
    }
    return braces == 0 && brackets == 0;
}

/// The scalar `root` with channel k in place of leaf k: everything that has no operands or is a jet
graph::node_id in_channels(graph::arena& g, graph::node_id root, graph::id_list& leaves) {
    return graph::replace(g, root, [&](graph::node_id id) {
        graph::node const& n = g[id];
        bool const jet = n.kind == graph::op::unknown || n.kind == graph::op::partial;
        if (!jet && (n.count > 0 || n.kind == graph::op::number)) return graph::node_id::none;
        int k = 0;
        while (k < leaves.size && leaves[k] != id) ++k;
        if (k == leaves.size) leaves.push(id);
        return g.add({.kind = graph::op::channel, .a = k});
    });
}

}  // namespace

TEST_CASE("random expressions have the value of their parts, put together by hand", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) { check_value(g, id, s); });
}

TEST_CASE("a random expression multiplied out keeps its value", "[random]") {
    for_each_sample(
        [](graph::arena& g, graph::node_id id, sample const& s) { check_value(g, graph::expand(g, id), s); });
}

TEST_CASE("the normal form of a random expression keeps its value, and is its own", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        graph::node_id const once = graph::normal_form(g, id);
        check_value(g, once, s);
        CHECK(graph::normal_form(g, once) == once);
    });
}

TEST_CASE("a random expression moved into another arena keeps its value", "[random]") {
    auto const other = std::make_unique<graph::arena>();
    for_each_sample([&](graph::arena& g, graph::node_id id, sample const& s) {
        *other = graph::arena{};
        other->literals_by_value = true;
        check_value(*other, graph::transfer(g, *other, g.values)(id), s);
    });
}

TEST_CASE("first and second derivatives of random expressions are those of dual numbers", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        graph::node_id const flat = graph::carried_out(g, id);
        int const axis = s.number % (s.dimension + 1), other = s.number / 2 % (s.dimension + 1);
        tree const slope = partial_of(s.expression, axis);
        graph::node_id const first = graph::derivative(g, flat, coordinate(g, axis, s.dimension));
        check_value(g, first, s, slope);
        check_value(g, graph::derivative(g, first, coordinate(g, other, s.dimension)), s, partial_of(slope, other));
    });
}

TEST_CASE("the program of a random expression has its value, and that of its gradient the slopes", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        graph::node_id const flat = graph::carried_out(g, id);
        graph::id_list leaves, root, gradient;
        root.push(in_channels(g, flat, leaves));
        for (int k = 0; k < leaves.size; ++k)
            gradient.push(graph::derivative(g, root[0], g.add({.kind = graph::op::channel, .a = k})));
        graph::program const value = graph::compile(g, root), slopes = graph::compile(g, gradient);
        for (place<rounded> const& here : s.places) {
            auto const leaf = [&](graph::instruction const& i) {
                return evaluate::node<rounded>(g, leaves[static_cast<int>(i.a)], environment(here));
            };
            CHECK(apart(interpreted<rounded>(value, leaf).front(), meaning(s.expression, here).front()) <= accepted);
            std::vector<rounded> const found = interpreted<rounded>(slopes, leaf);
            for (int k = 0; k < leaves.size; ++k) {
                auto const along_k = [&](graph::instruction const& i) {
                    return dual<rounded>(leaf(i), i.a == k ? 1.0 : 0.0);
                };
                rounded const expected = interpreted<dual<rounded>>(value, along_k).front().d;
                CHECK(apart(found[static_cast<std::size_t>(k)], expected) <= accepted);
            }
        }
    });
}

TEST_CASE("channels, weights, tables and constants of a random equation put its residual together", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        tree const more = reading("5 * u / 7", s.dimension)();  // every equation has an unknown
        tree const equation{.is = kind::sum, .of = {s.expression, more}};
        graph::node_id const root = graph::sum(g, id, lowering(g, s.dimension)(more));
        unknown_table unknowns;
        graph::add_unknowns(g, root, unknowns);
        graph::term_plan const plan = graph::plan_term(g, root, unknowns);
        graph::program const residual = graph::compile(g, plan.residuals);
        for (place<rounded> const& here : s.places) {
            auto const leaf = [&](graph::instruction const& i) {
                int const k = static_cast<int>(i.a);
                if (i.kind == graph::op::channel) return channel_at(g, unknowns, plan, here, k);
                return evaluated(g, i.kind == graph::op::table ? plan.tables[k] : plan.constants[k], here);
            };
            double const units = apart(interpreted<rounded>(residual, leaf).front(), meaning(equation, here).front());
            CHECK(units <= accepted);
        }
    });
}

TEST_CASE("a random expression reads back from its plain text", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        std::string const text = to_text(g, graph::readable(g, id));
        INFO(text);
        CHECK(balanced(to_text(g, id, tex)));
        tree const back = reading(text, s.dimension)();
        for (place<rounded> const& here : s.places)
            CHECK(apart(meaning(back, here).front(), meaning(s.expression, here).front()) <= accepted);
    });
}

TEST_CASE("an unknown of a random expression is replaced by what it is, in derivatives too", "[random]") {
    for_each_sample([](graph::arena& g, graph::node_id id, sample const& s) {
        std::string phase = "0.3";
        for (int i = 0; i <= s.dimension; ++i)
            phase += " + " + std::to_string(wave_number(0, i)) + " * " +
                     (i == s.dimension   ? "t"
                      : s.dimension == 1 ? "x"
                                         : "x[" + std::to_string(i) + "]");
        lowering const lower(g, s.dimension);
        graph::node_id const wave = lower(reading("sin(" + phase + ")", s.dimension)());
        graph::node_id const written_out =
            graph::scalarize(g, graph::substitute(g, id, lower({.is = kind::unknown}), wave));
        check_value(g, written_out, s);
    });
}
