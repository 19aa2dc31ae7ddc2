#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <lamina/dsl/expr/lowered_expression.hpp>
#include <lamina/dsl/terms/lowered.hpp>
#include <lamina/dsl/terms/periods.hpp>
#include <lamina/dsl/terms/residuals.hpp>

/// A problem as data: what is read of it without its type.
namespace lamina {

/// One for each axis of space, of which a position has ten at most
template <class T>
using along_axes = std::array<T, 10>;

/// The residuals of a Source (residuals.hpp) that hold at the same points, with the numbers of an object of it
struct lowered_residuals {
    graph::graph_view graph{};
    graph::id_list const* residuals = nullptr;  ///< as written, nodes of `graph`
    graph::term_plan const* plan = nullptr;     ///< of its nodes too
    unknown_table const* unknowns = nullptr;
    std::vector<double> literals{};             ///< by slot

    [[nodiscard]] graph::arena arena() const { return graph::restored(graph, literals); }
};

template <class Source>
lowered_residuals lowered_residuals_of(Source const& source) {
    using of = lowered<Source>;
    return {graph::stored<of::from>.view(), &of::residuals, &of::plan, &Source::unknowns,
            surface::literal_values(source)};
}

/// A place that is no union
struct lowered_place {
    enum class kind { boundary, plane, measured } how = kind::boundary;
    std::string_view name{};  ///< of measured values
    lowered_expression coordinate{}, value{};  ///< of a plane, on each side of its ==
    std::optional<double> moved_to{};          ///< of a plane: instead of the value
};

struct lowered_condition {
    enum class kind { at_places, periodic, mean } how = kind::at_places;
    lowered_residuals of{};                ///< but for periodic ones
    std::vector<lowered_place> places{};   ///< a union one by one
    std::string_view unknown{};            ///< that is periodic
    along_axes<bool> periodic{};           ///< along which axes of space it is; of a mean, what is averaged
};

/// A problem, with the numbers of an object
struct lowered_problem {
    unknown_table const* unknowns = nullptr;
    bool system = false;               ///< of several equations
    lowered_residuals equations{};     ///< all of them, one after the other
    std::vector<int> components{};     ///< scalar residuals of each equation
    std::vector<lowered_condition> conditions{};
    along_axes<int> order{};  ///< see order_in_space, where a condition is periodic

    /// Scalar unknowns
    [[nodiscard]] std::size_t unknown_count() const { return static_cast<std::size_t>(unknowns->size); }
    /// Whether an unknown is periodic along an axis of space
    [[nodiscard]] bool is_periodic(std::size_t axis) const {
        return std::any_of(conditions.begin(), conditions.end(), [&](lowered_condition const& c) {
            return c.how == lowered_condition::kind::periodic && c.periodic[axis];
        });
    }
    /// Whether a condition is one on a mean
    [[nodiscard]] bool has_mean() const {
        return std::any_of(conditions.begin(), conditions.end(),
                           [](lowered_condition const& c) { return c.how == lowered_condition::kind::mean; });
    }
};

namespace surface {

inline void add_place(boundary_t const&, std::vector<lowered_place>& out) { out.push_back({}); }
template <class L, class R>
void add_place(equation_t<L, R> const& plane, std::vector<lowered_place>& out) {
    out.push_back(
        {lowered_place::kind::plane, {}, lowered_expression_of(plane.left), lowered_expression_of(plane.right)});
}
template <fixed_string Name>
void add_place(measured_t<Name> const&, std::vector<lowered_place>& out) {
    out.push_back({lowered_place::kind::measured, Name.view()});
}
template <class... Places>
void add_place(union_t<Places...> const& all, std::vector<lowered_place>& out) {
    boost::hana::for_each(all.places, [&](auto const& place) { add_place(place, out); });
}

/// f(axis) for all axes of space
template <class F>
constexpr auto at_each_axis(int dimension, F const& f) {
    along_axes<decltype(f(0))> out{};
    for (int i = 0; i < dimension; ++i) out[static_cast<std::size_t>(i)] = f(i);
    return out;
}

/// One constant expression for each axis: a compiler counts the operations of each.
template <class Problem, int Axis>
inline constexpr int order_along = order_in_space<Problem>(Axis);
template <class Problem, std::size_t... Axis>
constexpr along_axes<int> orders_of(std::index_sequence<Axis...>) {
    return {order_along<Problem, static_cast<int>(Axis)>...};
}

template <class Problem, class Where, class Of>
lowered_condition lowered_condition_of(condition_t<Where, Of> const& c) {
    lowered_condition out;
    out.of = lowered_residuals_of(joint_residual<Problem, Of>(c.equation));
    add_place(c.place, out.places);
    return out;
}
template <class Problem, Period Where, class U>
lowered_condition lowered_condition_of(condition_t<Where, U> const&) {
    static constexpr auto periodic = at_each_axis(unknowns_of<Problem>::value.dimension, &Where::repeats);
    return {.how = lowered_condition::kind::periodic, .unknown = U::name.view(), .periodic = periodic};
}
template <class Problem, class Of, class At, class R>
lowered_condition lowered_condition_of(equation_t<mean_t<Of, At>, R> const& c) {
    static constexpr auto periodic =
        at_each_axis(unknowns_of<Problem>::value.dimension, &periodic_function<Problem, Of>::along);
    return {.how = lowered_condition::kind::mean,
            .of = lowered_residuals_of(mean_residual<Problem, equation_t<mean_t<Of, At>, R>>(c)),
            .periodic = periodic};
}

}  // namespace surface

template <class E, class... Conditions>
lowered_problem lowered_problem_of(problem_t<E, Conditions...> const& problem) {
    using all_of_it = problem_t<E, Conditions...>;
    lowered_problem out{.unknowns = &unknowns_of<all_of_it>::value, .system = is_system<E>};
    if constexpr ((is_periodic_condition<Conditions> || ...))
        out.order = surface::orders_of<all_of_it>(
            std::make_index_sequence<static_cast<std::size_t>(unknowns_of<all_of_it>::value.dimension)>{});
    boost::hana::unpack(equations_of(problem.equation), [&]<class... Of>(Of const&... equation) {
        out.equations = lowered_residuals_of(joint_residual<all_of_it, Of...>(equation...));
        (out.components.push_back(residual_count<Of>), ...);
    });
    out.conditions.reserve(sizeof...(Conditions));
    boost::hana::for_each(problem.conditions, [&](auto const& condition) {
        out.conditions.push_back(surface::lowered_condition_of<all_of_it>(condition));
    });
    return out;
}

}  // namespace lamina
