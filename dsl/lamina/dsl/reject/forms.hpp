#pragma once

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of the other forms of an equation.
namespace lamina::reject {

template <class E>
inline constexpr sentence text_of_equations = equation_text<E>();
template <template <class...> class System, class... E>
    requires(sizeof...(E) > 0 && !requires { System<E...>::left; })
inline constexpr sentence text_of_equations<System<E...>> = equations_text<E...>();

/// Why (a graph::form_refusal), for the equation or system E
template <fixed_string Form, auto Why, class E>
constexpr bool has_form() {
    if constexpr (static_cast<int>(Why) != 0) {
        refuse<said<[] {
            constexpr std::array<std::string_view, 6> reason{
                "",
                " are several equations; write the problem of one equation",
                " has no term div(a * grad(u)) with a scalar unknown u; write its highest derivatives so",
                " has several terms div(a * grad(u)); write one, with the sum of the coefficients",
                " has a matrix for a coefficient, by which nothing can be divided; use first_order",
                " has an unknown with the name of the flux; give the flux another, as in first_order<\"sigma\">"};
            constexpr sentence const& text = text_of_equations<E>;
            sentence s;
            s << Form.view() << ": " << std::string_view(text.text.data(), text.size)
              << reason[static_cast<std::size_t>(Why)];
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

}  // namespace lamina::reject
