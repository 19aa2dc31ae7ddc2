#pragma once

#include <lamina/dsl/reject/expansion.hpp>
#include <lamina/dsl/reject/problem.hpp>

/// Refusals of `homogenize`.
namespace lamina::reject {

/// Why the derivation Source of the equation E, in the position named X and the parameter named Eps, came to no end
template <class Source, class E, fixed_string X, fixed_string Eps>
constexpr bool homogenizable() {
    constexpr std::string_view why = Source::made.why.sentence;
    if constexpr (!why.empty()) {
        refuse<said<[] {
            sentence s;
            s << "homogenize: " << equation_text<E>() << Source::made.why.sentence << X.view() << " / " << Eps.view();
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// The name of the position that the unknown of E depends on
template <class E>
inline constexpr std::string_view position_of_unknown = [] {
    graph::arena g;
    E{}.lower(g);
    for (graph::node_id id{}; g.has(id); ++id)
        if (g[id].kind == graph::op::unknown) return g.name_of(g.child(id, 0));
    return std::string_view{};
}();

/// The position must be the one that the unknown of E depends on, and leave the name y to the fast one.
template <class E, class Position>
constexpr bool slow_position() {
    constexpr std::string_view where = position_of_unknown<E>;
    if constexpr (where != Position::name.view() || where == graph::fast_name.view() ||
                  Position::dimension != E::dimension) {
        refuse<said<[] {
            sentence s;
            s << "homogenize: the fast variable is a multiple of the " << Position::dimension
              << "-dimensional position " << Position::name.view() << ", the unknown of " << equation_text<E>()
              << " depends on the " << E::dimension << "-dimensional position " << position_of_unknown<E>
              << "; use one position, and not y, which names the fast variable";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// An average that contains the leading term nonlinearly is not a number.
template <bool Separable, fixed_string X, fixed_string Eps>
constexpr bool separable_averages() {
    if constexpr (!Separable)
        refuse<said<[] {
            sentence s;
            s << "solve: the effective equation has an average over the cell of a nonlinear function of u0 and "
              << X.view() << " / " << Eps.view()
              << ", which is no number; write reactions as sums of products, as in k(" << X.view() << " / "
              << Eps.view() << ") * pow<3>(u)";
            return s;
        }>>();
    return Separable;
}

/// Why (graph::linear_refusal) the cell problems, and the effective equation, of the equation E are no linear problems
/// of first order in weak form
template <auto Cells, auto Effective, class E>
constexpr bool solvable_expansion() {
    constexpr int cells = static_cast<int>(Cells), effective = static_cast<int>(Effective);
    if constexpr (cells != 0 || effective != 0) {
        refuse<said<[] {
            sentence s;
            s << "solve: " << (cells != 0 ? "a cell problem" : "the effective equation") << " of "
              << equation_text<E>();
            return s << ((cells != 0 ? cells : effective) == 1
                             ? " has second derivatives that stand under no div; write -div(a * grad(u)) instead of "
                               "-a * lap(u), with every a that varies"
                             : " is not linear in the derivatives of its unknown; write fluxes and drifts with "
                               "coefficients that do not depend on it");
        }>>();
        return false;
    } else {
        return true;
    }
}

/// Conditions hold at the leading order: their data must not contain the small parameter.
template <fixed_string X, fixed_string Eps, class... Conditions>
constexpr bool slow_conditions() {
    [[maybe_unused]] constexpr auto fast = []<class Condition>(Condition const&) {
        graph::arena g;
        if constexpr (requires(Condition const& c) { c.equation.lower(g); }) Condition{}.equation.lower(g);
        else Condition{}.lower(g);
        for (graph::node_id id{}; g.has(id); ++id)
            if (g[id].kind == graph::op::parameter && g.name_of(id) == Eps.view()) return true;
        return false;
    };
    if constexpr ((fast(Conditions{}) || ...)) {
        refuse<said<[] {
            sentence s;
            s << "homogenize: a condition contains " << Eps.view()
              << "; the effective problem has conditions on u0, which is the limit: write them without " << X.view()
              << " / " << Eps.view() << " and other functions of " << Eps.view();
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// The cell problems of the result are solved in up to three dimensions.
template <class E>
constexpr bool cell_dimension() {
    constexpr bool fits = E::dimension <= 3;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "homogenize: " << equation_text<E>() << " is " << E::dimension
              << "-dimensional; cells have 1 to 3 dimensions";
            return s;
        }>>();
    return fits;
}

/// Part K of an expansion of the equation E, of those from First to Last
template <fixed_string Part, int K, int First, int Last, class E>
constexpr bool expansion_has() {
    constexpr bool fits = First <= K && K <= Last;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << Part.view() << "<" << K << ">(): the expansion of " << equation_text<E>() << " has ";
            if (Last < First) s << "none; write no " << Part.view();
            else if (Last == First) s << "one; write " << Part.view() << "<" << First << ">()";
            else
                s << "those from " << First << " to " << Last << "; write " << Part.view() << "<" << First << ">() to "
                  << Part.view() << "<" << Last << ">()";
            return s;
        }>>();
    return fits;
}
template <bool Has, class E>
constexpr bool expansion_has_measure() {
    if constexpr (!Has)
        refuse<said<[] {
            sentence s;
            s << "invariant_measure(): " << equation_text<E>()
              << " has no fast drift, its averages have no weight; write cell<0>() for its cell problem";
            return s;
        }>>();
    return Has;
}

template <class... Parts>
inline constexpr fixed_string no_fast_variable =
    "homogenize(...): a problem and its fast variable are needed; write homogenize(p, x / eps)";
template <class T>
concept ProblemLike = requires { T::condition_count; };

/// `homogenize` of anything but a problem and a position over a parameter
template <class... Parts>
constexpr nothing no_homogenize() {
    if constexpr (!whole<Parts...>()) return {};
    else if constexpr (sizeof...(Parts) == 2 && ((kind_of<Parts>() == part::expression) || ...))
        refuse<said<[] {
            sentence s;
            constexpr bool of_problem = (ProblemLike<Parts> || ...);
            constexpr std::array<bool, 2> is_problem{ProblemLike<Parts>...};
            s << "homogenize";
            if constexpr (is_problem[1])
                return s << "(" << wordings<Parts...>() << "): the problem comes first; write homogenize(p, x / eps)";
            if constexpr (of_problem) {
                s << ": the fast variable is ";
                ((ProblemLike<Parts> ? s : s << wording<Parts>()), ...);
            } else {
                s << "(" << wordings<Parts...>() << "): the first is no problem";
            }
            s << (of_problem ? "; write position / parameter, as in x / eps"
                             : "; write problem(...) of the equation and its conditions first, then x / eps");
            return s;
        }>>();
    else
        refuse<no_fast_variable<Parts...>>();
    return {};
}

}  // namespace lamina::reject
