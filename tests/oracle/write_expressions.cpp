// write_expressions SEED FILE: random expressions as C++ types, for the tests that look at what is generated from
// types. equations(check), tables(check), choices(check) and trained(check) call check(expression, a place, its text)
// for each; choices are by conditions that are joined, and have a value everywhere.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>

#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/evaluate/program.hpp>
#include <lamina/dsl/terms/plan.hpp>

#include "lowering.hpp"
#include "random_tree.hpp"
#include "reading.hpp"
#include "text.hpp"

using namespace lamina;
using namespace oracle;

namespace {

bool any(tree const& e, auto const& is) {
    if (is(e)) return true;
    for (tree const& f : e.of)
        if (any(f, is)) return true;
    return false;
}
bool differentiates(tree const& e) {
    return e.is == kind::partial || e.is == kind::grad || e.is == kind::div || e.is == kind::lap || e.is == kind::rot;
}
bool in_space(tree const& e) {
    return any(e, [](tree const& f) { return f.is == kind::unknown || (f.is == kind::coordinate && f.which < 2); });
}
bool in_time(tree const& e) {
    return any(e, [](tree const& f) { return f.is == kind::unknown || (f.is == kind::coordinate && f.which == 2); });
}

/// What the language refuses of what an arena takes: derivatives of what does not vary
bool refused(tree const& e) {
    return any(e, [](tree const& f) {
        if (!differentiates(f)) return false;
        return f.is == kind::partial && f.which == 2 ? !in_time(f.of[0]) : !in_space(f.of[0]);
    });
}

/// True if a tree has a value whatever its unknowns are: those of a network are not the waves for which it was drawn.
bool everywhere(tree const& e) {
    return !any(e, [](tree const& f) {
        if (f.is == kind::function) return functions<double>[f.which].takes != anywhere;
        return f.is == kind::quotient || (f.is == kind::power && (f.n < 0 || f.d != 1));
    });
}

/// True of a choice none of whose comparisons is the same everywhere
bool decides_by_place(tree const& e) {
    return !any(e.of[0], [](tree const& f) {
        return f.is == kind::less && !any(f, [](tree const& part) { return part.is == kind::coordinate; });
    });
}

enum class purpose { equation, table, choice, trained };

/// True if an expression can be the left side of an equation (with u alone if it is to be trained), or a table, and its
/// pointwise functions are of a size that compiles in half a second.
bool suits(tree const& e, purpose use) {
    bool const unknown = any(e, [](tree const& f) { return f.is == kind::unknown; });
    bool const pointwise = use == purpose::table || use == purpose::choice;
    if (refused(e) || unknown == pointwise || !in_space(e)) return false;
    if (pointwise) return use == purpose::table || (decides_by_place(e) && everywhere(e));
    if (use == purpose::trained && any(e, [](tree const& f) { return f.is == kind::unknown && f.which != 0; }))
        return false;
    if (use == purpose::trained && !everywhere(e)) return false;
    auto const g = std::make_unique<graph::arena>();
    try {
        graph::node_id const id = lowering(*g, 2)(e);
        if (graph::differentiated_jump(*g, id) != graph::node_id::none) return false;
        unknown_table unknowns;
        graph::add_unknowns(*g, id, unknowns);
        graph::term_plan const plan = graph::plan_term(*g, id, unknowns);
        graph::id_list gradient;
        for (int c = 0; c < plan.variables(); ++c)
            gradient.push(graph::derivative(*g, plan.residuals[0], g->add({.kind = graph::op::channel, .a = c})));
        int const size = graph::compile(*g, gradient).size;
        return plan.order <= 2 && (plan.order > 0 || use != purpose::trained) && plan.channel_count <= 8 && size >= 4 &&
               size <= 80 && g->size <= 400;
    } catch (std::length_error const&) {
        return false;
    }
}

}  // namespace

int main(int, char** arguments) {
    unsigned const seed = static_cast<unsigned>(std::strtoul(arguments[1], nullptr, 10));
    std::ofstream out(arguments[2]);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> coordinate(0.3, 1.2);
    out << "// Written by write_expressions from the seed " << seed << ", in the symbols of symbols.hpp\n"
        << "#pragma once\n\nnamespace written {\n\nconstexpr unsigned seed = " << seed << ";\n";
    auto const write = [&](char const* name, int count, int depth, purpose use) {
        out << "\ntemplate <class Check>\nvoid " << name << "(Check const& check) {\n";
        while (count > 0) {
            place<rounded> here{2, {coordinate(random), coordinate(random), coordinate(random)}};
            random_trees trees(random, 2, {here});
            tree const e = use == purpose::choice ? trees.choice(depth) : trees(depth);
            if (!suits(e, use)) continue;
            std::string const what = text(e);
            out << "    check(" << what << ",\n          {" << here.x[0].v << ", " << here.x[1].v << ", " << here.x[2].v
                << "}, \"" << what << "\");\n";
            --count;
        }
        out << "}\n";
    };
    out.precision(17);
    write("equations", 42, 4, purpose::equation);
    write("tables", 10, 4, purpose::table);
    write("choices", 6, 3, purpose::choice);
    write("trained", 2, 3, purpose::trained);
    out << "\n}  // namespace written\n";
    std::printf("60 expressions of seed %u\n", seed);
}
