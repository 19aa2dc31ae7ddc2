#pragma once

#include <string_view>

#include <lamina/dsl/reject/contents.hpp>
#include <lamina/dsl/reject/period.hpp>
#include <lamina/dsl/reject/shapes.hpp>
#include <lamina/dsl/reject/system.hpp>

/// Refusals of equations and problems.
namespace lamina::reject {

/// Two sides of one shape; a number stands for a constant vector or matrix of any shape only when it is written so.
template <class L, class R>
constexpr bool sides() {
    if constexpr (!whole<L, R>()) return false;
    else if constexpr (L::form != R::form) {
        refuse<said<[] {
            sentence s;
            s << text_of<L>() << " == " << text_of<R>() << ": the left side is " << shape_text(L::form)
              << ", the right side " << shape_text(R::form);
            if constexpr (L::form.is_vector() && R::form.is_scalar()) {
                s << "; write vector(" << text_of<R>();
                for (int i = 1; i < L::form.rows; ++i) s << ", " << text_of<R>();
                return s << ") on the right";
            }
            return s << "; write an equation between equal shapes";
        }>>();
        return false;
    } else {
        return same_dimension<L, R>();
    }
}

/// The name of the first unknown in an equation or condition, "" if there is none
template <class E>
constexpr std::string_view unknown_name_of() {
    name_list const& names = contents_of<E>().unknowns;
    return names.size > 0 ? names.at[0] : std::string_view{};
}

/// The first unknown of the condition that none of the equations contains, "" if there is none
template <class Condition, class... E>
constexpr std::string_view stranger() {
    name_list const known = all_unknowns<E...>(), asked = contents_of<Condition>().unknowns;
    for (int k = 0; k < asked.size; ++k)
        if (!known.has(asked.at[static_cast<std::size_t>(k)])) return asked.at[static_cast<std::size_t>(k)];
    return {};
}

/// Of a condition without a place, `mean(f) == c`: f is a scalar.
template <class Condition>
constexpr bool scalar_mean() {
    if constexpr (requires { Condition::place; }) return true;
    else {
        using averaged = decltype(Condition::left);
        if constexpr (!averaged::form.is_scalar())
            refuse<said<[] {
                sentence s;
                s << equation_text<Condition>() << ": " << text_of<averaged>() << " is " << shape_text(averaged::form)
                  << ", and a condition on a mean is one number; write ";
                constexpr shape form = averaged::form;
                for (int i = 0; i < form.rows; ++i)
                    for (int j = 0; j < (form.is_matrix() ? form.cols : 1); ++j) {
                        s << (i + j > 0 ? ", mean(" : "mean(") << text_of<decltype(averaged::of)>() << "[" << i
                          << (form.rows > 2 ? "_c]" : "]");
                        if (form.is_matrix()) s << "[" << j << (form.cols > 2 ? "_c]" : "]");
                        s << ") == ...";
                    }
                return s;
            }>>();
        return averaged::form.is_scalar();
    }
}

template <class Condition, class... E>
constexpr bool condition_fits() {
    if constexpr (unknown_name_of<Condition>().empty() || !stranger<Condition, E...>().empty()) {
        refuse<said<[] {
            sentence s;
            if (unknown_name_of<Condition>().empty()) s << "a condition contains no unknown";
            else
                s << "a condition is on " << stranger<Condition, E...>() << ", which the equation does not contain";
            name_list const known = all_unknowns<E...>();
            s << ": the unknown of " << equations_text<E...>() << " is " << known.at[0];
            for (int k = 1; k < known.size; ++k) s << ", " << known.at[static_cast<std::size_t>(k)];
            s << "; write the condition on it";
            return s;
        }>>();
        return false;
    } else if constexpr (!scalar_mean<Condition>()) {
        return false;
    } else if constexpr (common_dimension<Condition, E...> < 0) {
        refuse<said<[] {
            sentence s;
            s << "a condition on " << unknown_name_of<Condition>() << " is " << Condition::dimension
              << "-dimensional, the equation " << common_dimension<E...>
              << "-dimensional; write both with one position<D>";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E>
constexpr bool equation_has_unknown() {
    if constexpr (unknown_name_of<E>().empty()) {
        refuse<said<[] {
            sentence s;
            s << equation_text<E>() << " contains no unknown; declare what is sought, as in unknown<\"u\">(x)";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// Parts of a problem: tuples of its equations and of its conditions
template <class Equations, class Conditions>
constexpr bool problem_parts();

/// Depends on the parts, so that it is not said before there are any.
template <class... Parts>
inline constexpr fixed_string no_equation =
    "problem(...): there is no equation among the conditions; write the equation first, as in problem(-lap(u) == f, "
    "on(boundary, u == 0))";

template <template <class...> class Tuple, class... E, class... C>
constexpr bool parts_fit(Tuple<E...>*, Tuple<C...>*) {
    if constexpr (sizeof...(E) == 0) {
        refuse<no_equation<C...>>();
        return false;
    } else if constexpr (common_dimension<E...> < 0) {
        refuse<said<[] {
            sentence s;
            s << equations_text<E...>()
              << ": the equations live in different dimensions; write all with one position<D>";
            return s;
        }>>();
        return false;
    } else if constexpr (!(equation_has_unknown<E>() && ...)) return false;
    else if constexpr (!(condition_fits<C, E...>() && ...)) return false;
    else if constexpr (!periods_differ<C...>()) return false;
    else if constexpr (!fit_together<E...>()) return false;
    else return names_differ<E..., C...>();
}
template <class Equations, class Conditions>
constexpr bool problem_parts() {
    return parts_fit(static_cast<Equations*>(nullptr), static_cast<Conditions*>(nullptr));
}

/// Of the parts of `problem(...)` the first that is neither an equation nor a condition
template <class First, class... More>
constexpr sentence advice_on_part() {
    constexpr part is = kind_of<First>();
    sentence s;
    s << "problem(...): ";
    if constexpr (is == part::equation || is == part::condition) {
        if constexpr (sizeof...(More) > 0) return advice_on_part<More...>();
    } else if constexpr (is == part::expression)
        s << wording<First>() << " is no equation; write " << wording<First>() << " == 0";
    else if constexpr (is == part::criterion)
        s << wording<First>() << " is a comparison for where; write an equation with ==";
    else if constexpr (is == part::place)
        s << wording<First>() << " is a place at which nothing holds; write on(" << wording<First>()
          << (requires { First::repeats(0); } ? ", u)" : ", u == 0)");
    else if constexpr (is == part::value)
        s << wording<First>()
          << " is the value of a parameter; give it to what solves the problem, as in collocate(..., "
          << First::name.view() << " = 0.1)";
    else if constexpr (is == part::number)
        s << "a number is no equation; write -lap(u) == f, on(boundary, u == 0)";
    else
        s << "a part is neither an equation nor a condition; write -lap(u) == f, on(boundary, u == 0)";
    return s;
}
/// `problem(...)` of parts that are not all equations and conditions
template <class... Parts>
constexpr nothing no_problem() {
    if constexpr (sizeof...(Parts) == 0) refuse<no_equation<Parts...>>();
    else if constexpr (whole<Parts...>()) refuse<said<[] { return advice_on_part<Parts...>(); }>>();
    return {};
}

/// `manufacture(E, u, Exact)`: the exact solution is known.
template <class E, class Unknown, class Exact>
constexpr bool known_solution() {
    constexpr bool fits = contents_in<Exact>.unknowns.size == 0;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "manufacture(" << wordings<E, Unknown, Exact>() << "): the exact solution is known, and "
              << text_of<Exact>() << " contains the unknown " << contents_in<Exact>.unknowns.at[0]
              << "; write it as a function of x, as in sin(pi * x)";
            return s;
        }>>();
    else if constexpr (!contents_in<E>.unknowns.has(Unknown::name.view())) {
        refuse<said<[] {
            return sentence{} << "manufacture(" << wordings<E, Unknown, Exact>() << "): " << equation_text<E>()
                              << " does not contain " << Unknown::name.view() << "; write an unknown of its own";
        }>>();
        return false;
    } else if constexpr (common_dimension<Unknown, Exact> < 0) {
        refuse<said<[] {
            return sentence{} << "manufacture(" << wordings<E, Unknown, Exact>() << "): " << text_of<Exact>()
                              << " lives in " << Exact::dimension << " dimensions and " << Unknown::name.view()
                              << " in " << Unknown::dimension << "; write both with the same position<D>";
        }>>();
        return false;
    }
    return fits;
}

/// `manufacture(...)` of anything but an equation, an unknown and an expression
template <class... Parts>
constexpr nothing no_manufacture() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            constexpr std::array<part, sizeof...(Parts) + 1> is{kind_of<Parts>()..., part::other};
            sentence s;
            s << "manufacture(" << wordings<Parts...>() << "): ";
            if (is[0] != part::equation) s << "the first is no equation; ";
            else if (sizeof...(Parts) != 3) s << "it takes three; ";
            else s << "the second is no unknown, or the third no expression; ";
            s << "write manufacture(-lap(u) == 0, u, sin(pi * x))";
            return s;
        }>>();
    return {};
}

}  // namespace lamina::reject
