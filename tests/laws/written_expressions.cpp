// Random expressions as types, written by oracle/write_expressions: what operators lower, and the pointwise functions
// that the compiler generates, against an evaluator that reads the same text.
#include <memory>
#include <string>
#include <vector>

#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>

#include "../oracle/interpreting.hpp"
#include "../oracle/reading.hpp"
#include "../oracle/symbols.hpp"
#include "catch.hpp"
#include "written_expressions.hpp"

using namespace lamina;
using namespace oracle;

namespace {

/// A number of the library's doubles beside one with its rounding
double apart_from(double found, rounded expected) {
    return apart(rounded(found, 0.0), expected);
}

/// The residual of e == 0, its gradient, and its curvature along a direction, at one place
template <class E>
void check_generated(E const& e, place<rounded> const& here, tree const& expected) {
    using residual = equation_residual<equation_t<E, constant_t<0>>, E>;
    using generated = pointwise<residual>;
    auto const g = std::make_unique<graph::arena>();
    unknown_table const& unknowns = residual::unknowns;
    graph::term_plan const plan = graph::plan_term(*g, e.lower(*g), unknowns);
    graph::program const program = graph::compile(*g, plan.residuals);
    constexpr auto size = static_cast<std::size_t>(generated::variables);
    REQUIRE(plan.variables() == generated::variables);
    std::vector<rounded> channels, tables, constants;
    for (int k = 0; k < plan.variables(); ++k) channels.push_back(channel_at(*g, unknowns, plan, here, k));
    for (int k = 0; k < plan.tables.size; ++k) tables.push_back(evaluated(*g, plan.tables[k], here));
    for (int k = 0; k < plan.constants.size; ++k) constants.push_back(evaluated(*g, plan.constants[k], here));

    // residual
    auto const doubles = [](std::vector<rounded> const& all) {
        std::vector<double> out;
        for (rounded const& r : all) out.push_back(r.v);
        out.push_back(0);
        return out;
    };
    std::vector<double> const c = doubles(constants), at = doubles(tables);
    std::vector<double> u = doubles(channels);
    CHECK(apart_from(generated::value(c.data(), at.data(), u.data()), meaning(expected, here).front()) <= accepted);

    // gradient and curvature: a dual number and a dual of duals in place of the channels of the program
    using first = dual<rounded>;
    using second = dual<first>;
    std::vector<double> along, gradient(size), curvature(size);
    for (std::size_t k = 0; k < size; ++k) along.push_back(0.3 + 0.2 * static_cast<double>(k % 5));
    u.resize(size), u.insert(u.end(), along.begin(), along.end());
    generated::gradient(c.data(), at.data(), u.data(), gradient.data());
    generated::curvature(c.data(), at.data(), u.data(), curvature.data());
    for (std::size_t k = 0; k < size; ++k) {
        second const r = interpreted<second>(program, [&](graph::instruction const& i) -> second {
                             auto const j = static_cast<std::size_t>(i.a);
                             if (i.kind == graph::op::table) return tables[j];
                             if (i.kind == graph::op::constant) return constants[j];
                             return {first(channels[j], rounded(along[j])), first(rounded(j == k ? 1.0 : 0.0))};
                         }).front();
        CHECK(apart_from(gradient[k], r.d.v) <= accepted);
        CHECK(apart_from(curvature[k], r.d.d) <= accepted);
    }
}

}  // namespace

TEST_CASE("what operators make of written expressions has the value of their text", "[random]") {
    int count = 0;
    auto const check = [&](auto const& e, std::vector<double> const& at, std::string const& text) {
        INFO("seed " << written::seed << ": " << text);
        place<rounded> const here{2, {at.begin(), at.end()}};
        auto const g = std::make_unique<graph::arena>();
        rounded const found = evaluated(*g, e.lower(*g), here);
        CHECK(apart(found, meaning(reading(text, 2)(), here).front()) <= accepted);
        ++count;
    };
    written::equations(check);
    written::tables(check);
    written::choices(check);
    written::trained(check);
    CHECK(count == 60);
}

TEST_CASE("conditions joined by && || ! hold where those of their text do", "[random]") {
    written::choices([](auto const& e, std::vector<double> const&, std::string const& text) {
        INFO("seed " << written::seed << ": " << text);
        auto const g = std::make_unique<graph::arena>();
        graph::node_id const id = e.lower(*g);
        for (int n = 0; n < 125; ++n) {
            place<rounded> const here{2, {0.61 * (n / 25) - 1.2, 0.57 * (n / 5 % 5) - 1.1, 0.59 * (n % 5) - 1.3}};
            CHECK(apart(evaluated(*g, id, here), meaning(reading(text, 2)(), here).front()) <= accepted);
        }
    });
}

TEST_CASE("generated residuals of written equations, their gradients and curvatures, are those of their text",
          "[random]") {
    written::equations([](auto const& e, std::vector<double> const& at, std::string const& text) {
        INFO("seed " << written::seed << ": " << text);
        check_generated(e, {2, {at.begin(), at.end()}}, reading(text, 2)());
    });
}
