#pragma once

#include <lamina/dsl/reject/problem.hpp>

/// Refusals of `homogenize`.
namespace lamina::reject {

/// Why (a graph::refusal), for the equation E expanded in the parameter named Eps
template <auto Why, class E, fixed_string Eps>
constexpr bool homogenizable() {
    if constexpr (static_cast<int>(Why) != 0) {
        refuse<said<[] {
            constexpr std::array<std::string_view, 6> reason{
                "",
                " has no fast variable: no coefficient depends on it; write one at x / ",
                " is no series in powers of its small parameter; use only powers of ",
                " is nonlinear in the fast gradient, which has no linear cell problem; make the flux linear in the gradient of its unknown, with coefficients at x / ",
                " is not in divergence form; write -div(a * grad(u)) instead of -a * lap(u), with a at x / ",
                " has a source of order 1 / eps that no corrector balances; remove it or scale it with "};
            sentence s;
            s << "homogenize: " << equation_text<E>() << reason[static_cast<std::size_t>(Why)] << Eps.view();
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class Fast>
constexpr bool fast_variable() {
    refuse<said<[] {
        sentence s;
        s << "homogenize: the fast variable is " << text_of<Fast>() << "; write position / parameter, as in x / eps";
        return s;
    }>>();
    return false;
}

}  // namespace lamina::reject
