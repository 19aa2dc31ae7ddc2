#pragma once

#include <boost/hana/transform.hpp>
#include <boost/hana/unpack.hpp>

#include <lamina/dsl/expr/derived.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/reject/forms.hpp>
#include <lamina/dsl/reject/twoscale.hpp>
#include <lamina/dsl/twoscale/derivation.hpp>
#include <lamina/dsl/weak/flux_equation.hpp>

namespace lamina {

namespace twoscale {

/// An expression with its unknown called u0: conditions on u hold for u0.
template <class Of>
struct of_u0_t {
    static constexpr shape form = Of::form;
    static constexpr int dimension = Of::dimension;
    [[no_unique_address]] Of of{};
    constexpr graph::node_id lower(graph::arena& g) const {
        graph::node_id const id = of.lower(g);
        return graph::replace(g, id, [&g](graph::node_id at) {
            if (g[at].kind != graph::op::unknown) return graph::node_id::none;
            graph::node const n = g[at];
            return g.add({.kind = graph::op::unknown, .name = g.name("u0"), .a = n.a, .form = n.form}, g.children(at));
        });
    }
};
template <class Where, class L, class R>
constexpr auto for_u0(condition_t<Where, equation_t<L, R>> const& c) {
    return on(c.place, of_u0_t<L>{c.equation.left} == of_u0_t<R>{c.equation.right});
}
template <Period Where, fixed_string Name, int Size, class... Arguments>
constexpr auto for_u0(condition_t<Where, unknown_t<Name, Size, Arguments...>> const& c) {
    return on(c.place, unknown_t<"u0", Size, Arguments...>{});
}
template <class E, class At, class R>
constexpr auto for_u0(equation_t<mean_t<E, At>, R> const& c) {
    return mean_t<of_u0_t<E>, At>{of_u0_t<E>{c.left.of}} == c.right;
}

}  // namespace twoscale

/// The two-scale expansion u = u0(x) + eps u1(x, y) + ..., y = x / eps, of a problem; every part an ordinary
/// expression or problem of the language:
///   order<k>()        the terms of eps^k, k = -2, -1, 0
///   corrector()       u1 = sum_j chi_j d u0/dx_j (+ N u0) (+ S g for a source g(x) s(y) / eps); of a vector
///                     u1 = sum_kj N_kj d u0_k/dx_j, with N_jk = N_kj where the equation is one in sym(grad(u))
///   cell<j>()         the problem of corrector j: periodic in y, mean 0
///   invariant_measure()  the problem of m, the weight of all averages where there is a fast drift: mean 1
///   requirement<k>()  an average that must be 0 for the cell problems to have solutions
///   average<k>()      what average k of the effective equation is the mean of over the cell, in the correctors
///   effective()       the equation of u0, its coefficients as averages over the cell, with the conditions of the
///                     original problem
template <class Problem, fixed_string X, fixed_string Eps>
class two_scale_t;

template <class E, class... Conditions, fixed_string X, fixed_string Eps>
class two_scale_t<problem_t<E, Conditions...>, X, Eps> {
public:
    using source = twoscale::derived_from<E, Eps>;
    static constexpr int dimension = E::dimension;
    static constexpr int cells = source::made.parts;
    static constexpr int requirements = source::made.requirements;
    static constexpr int averages = twoscale::averaged_from<source, graph::average_as::number>::made.integrands.size;
    /// Whether the cell problems depend on the slow variable.
    static constexpr bool slow_cells = source::made.slow_cells;
    /// Whether averages carry the invariant measure m of a drift.
    static constexpr bool has_measure = source::made.measure != graph::node_id::none;
    /// Whether an average of the effective equation depends on the slow variable.
    static constexpr bool slow_averages = [] {
        auto const& averaged = twoscale::averaged_from<source, graph::average_as::number>::made;
        for (int k = 0; k < averaged.integrands.size; ++k)
            if (graph::uses_slow(averaged.from, averaged.integrands[k], source::made.positions)) return true;
        return false;
    }();
    /// The number of components of the unknown, 0 if it is a scalar.
    static constexpr int components = source::made.components;
    /// The direction j of the gradient that corrector k multiplies, -1 for u0 itself, less for a source; of a vector
    /// the mode D k + j of d u0_k/dx_j.
    static constexpr int direction(int k) {
        graph::slow_factor const factor = slow_factor(k);
        if (factor.of == graph::slow_factor::kind::value) return -1;
        if (factor.of == graph::slow_factor::kind::source) return -2 - factor.source;
        return dimension * factor.component + factor.axis;
    }
    /// What corrector k multiplies in u1
    static constexpr graph::slow_factor slow_factor(int k) { return source::made.factor[static_cast<std::size_t>(k)]; }

    /// Whether averages, or correctors, are functions of the slow variable
    static constexpr bool varies = slow_cells || slow_averages;

    constexpr explicit two_scale_t(problem_t<E, Conditions...> const& problem)
        : of_(problem), values_(surface::literals_of(problem.equation)) {}

    /// The number, or the vector of as many of it as the unknown has components
    template <int Value>
    static constexpr auto number_of_each() {
        if constexpr (components == 0) return constant<Value>;
        else
            return []<std::size_t... I>(std::index_sequence<I...>) {
                return vector((static_cast<void>(I), constant<Value>)...);
            }(std::make_index_sequence<static_cast<std::size_t>(components)>{});
    }
    static constexpr auto zero() { return number_of_each<0>(); }

    template <int K>
    constexpr auto order() const {
        if constexpr (reject::expansion_has<"order", K, -2, 0, E>())
            return expression<twoscale::order_minus_2 + 2 + K>();
        else return reject::nothing{};
    }
    constexpr auto corrector() const { return expression<twoscale::corrector>(); }

    template <int K>
    constexpr auto cell() const {
        if constexpr (reject::expansion_has<"cell", K, 0, cells - 1, E>()) {
            constexpr auto name = twoscale::corrector_name<slow_factor(K), dimension, (components > 0)>();
            return cell_problem<name, twoscale::first_cell + K, 0>();
        } else {
            return reject::nothing{};
        }
    }

    /// The problem of the weight m of all averages, where a drift makes one necessary: periodic in y, mean 1.
    template <bool Has = has_measure>
    constexpr auto invariant_measure() const {
        if constexpr (reject::expansion_has_measure<Has, E>()) return cell_problem<"m", twoscale::measure, 1>();
        else return reject::nothing{};
    }

    template <int K>
    constexpr auto requirement() const {
        if constexpr (reject::expansion_has<"requirement", K, 0, requirements - 1, E>())
            return derived_t<twoscale::requirements_of<source>, K>(values_) == constant<0>;
        else return reject::nothing{};
    }

    template <int K>
    constexpr auto average() const {
        if constexpr (reject::expansion_has<"average", K, 0, averages - 1, E>())
            return derived_t<twoscale::integrands_of<source>, K>(values_);
        else return reject::nothing{};
    }

    constexpr auto effective() const {
        return with_conditions(expression<twoscale::effective_left>() == expression<twoscale::effective_right>());
    }

    /// `effective()` with literals, or fields average_0(x), average_1(x), ..., in the place of the averages.
    template <graph::average_as As>
    constexpr auto averaged(std::array<double, 128> const& values) const {
        using from = twoscale::averaged_from<source, As>;
        reject::separable_averages<from::made.separable, X, Eps>();
        return with_conditions(derived_t<from, 0>(values) == derived_t<from, 1>(values));
    }
    /// What oscillating sources add to the effective equation at the order eps (graph::mean_source), likewise; 0 where
    /// there are none
    static constexpr bool has_mean_source =
        !graph::is_zero(source::made.from, source::made.roots[twoscale::mean_source]);
    template <graph::average_as As>
    constexpr auto mean_source(std::array<double, 128> const& values) const {
        return derived_t<twoscale::averaged_from<source, As>, 2>(values);
    }
    /// What was expanded
    constexpr problem_t<E, Conditions...> const& problem() const { return of_; }
    /// The values of the literals of the equation, by slot
    constexpr std::array<double, 128> const& literals() const { return values_; }

private:
    problem_t<E, Conditions...> of_;
    std::array<double, 128> values_;

    template <fixed_string Name, int Root, int Mean>
    constexpr auto cell_problem() const {
        constexpr auto name = Name;
        using y = position_t<dimension, graph::fast_name>;
        using unknown_type =
            std::conditional_t<slow_cells, unknown_t<name, components, position_t<dimension, X>, y>,
                               unknown_t<name, components, y>>;
        constexpr unknown_type chi;
        auto const equation = expression<Root>() == number_of_each<0>();
        auto const average = mean_t<unknown_type, y>{chi} == number_of_each<Mean>();
        return problem_t<std::remove_cv_t<decltype(equation)>, condition_t<periodic_t, unknown_type>,
                         std::remove_cv_t<decltype(average)>>{
            equation, {condition_t<periodic_t, unknown_type>{periodic, chi}, average}};
    }

    template <class Equation>
    constexpr auto with_conditions(Equation const& equation) const {
        auto const conditions =
            boost::hana::transform(of_.conditions, [](auto const& c) { return twoscale::for_u0(c); });
        return boost::hana::unpack(conditions, [&](auto const&... c) {
            return problem_t<Equation, std::remove_cvref_t<decltype(c)>...>{equation, {c...}};
        });
    }
    template <int Root>
    constexpr auto expression() const {
        return derived_t<source, Root>(values_);
    }
};

/// `homogenize(problem, x / eps)`. Refuses, with a sentence, an equation without a fast variable, one that is not in
/// divergence form, and one that is nonlinear in the fast gradient. Cost: once per equation, at compile time.
template <class E, class... Conditions, int D, fixed_string X, fixed_string Eps>
constexpr auto homogenize(problem_t<E, Conditions...> const& problem,
                          binary_t<binary::over, position_t<D, X>, parameter_t<Eps>> const&) {
    if constexpr (is_system<E>) {
        reject::has_form<"homogenize", graph::form_refusal::several_equations, E>();
        return reject::nothing{};
    } else if constexpr (!reject::slow_position<E, position_t<D, X>>() || !reject::cell_dimension<E>())
        return reject::nothing{};
    else if constexpr (!reject::homogenizable<twoscale::derived_from<E, Eps>, E, X, Eps>())
        return reject::nothing{};
    else if constexpr (!reject::slow_conditions<X, Eps, Conditions...>())
        return reject::nothing{};
    else
        return two_scale_t<problem_t<E, Conditions...>, X, Eps>(problem);
}

/// Anything else: refused, with the fast variable or the problem to write
template <class... Parts>
constexpr reject::refusal_of<Parts...> homogenize(Parts const&...) {
    return reject::no_homogenize<Parts...>();
}

}  // namespace lamina
