#pragma once

#include <string_view>

namespace lamina::graph {

/// Why an equation has no expansion in two scales: what is said of the equation before the fast variable to write. The
/// rules of dsl/twoscale return these by name.
struct refusal {
    std::string_view sentence{};

    friend constexpr bool operator==(refusal const&, refusal const&) = default;

    static refusal const none;
    static refusal const no_fast_variable;     ///< nothing depends on x / eps
    static refusal const not_a_power_series;   ///< eps stands where no power of it can be taken out
    static refusal const nonlinear;            ///< nonlinear in the fast gradient
    static refusal const not_divergence_form;  ///< the average of the cell operator is not identically 0
    static refusal const unbalanced_source;    ///< a source of order 1 / eps that does not depend on y, or of a vector
    static refusal const low_order;            ///< something of order eps^-2 or lower that u0(x) does not cancel
    static refusal const no_cell_operator;     ///< no operator in y acts on u1 at 1 / eps: u0 need not be free of y
    static refusal const several_unknowns;     ///< a system: the expansion is of one unknown
    static refusal const vector_reaction;  ///< of a vector, a term at 1 / eps that is no multiple of its derivatives
    static refusal const shapes_differ;    ///< the equation has another shape than its unknown
    static refusal const time_in_a_cell;   ///< a cell problem or what is averaged depends on time
    static refusal const high_order;       ///< low_order, with derivatives of more than the second order of the unknown
};

inline constexpr refusal refusal::none{};
inline constexpr refusal refusal::no_fast_variable{
    " has no fast variable: no coefficient depends on it; write one at "};
inline constexpr refusal refusal::not_a_power_series{
    " is no series in powers of its small parameter; use integer powers of it, and functions only of "};
inline constexpr refusal refusal::nonlinear{
    " is nonlinear in the fast gradient and has no linear cell problem; make the flux linear in the gradient of its "
    "unknown, with coefficients at "};
inline constexpr refusal refusal::not_divergence_form{
    " is not in divergence form; write -div(a * grad(u)) instead of -a * lap(u), with a at "};
inline constexpr refusal refusal::unbalanced_source{
    " has a source of order one over the small parameter that no corrector balances; make it a bounded function, or in "
    "a scalar equation one of mean 0, of "};
inline constexpr refusal refusal::low_order{
    " has a term of order two or more over the small parameter that a leading term free of the fast variable does not "
    "cancel; use reactions and sources of at most order one over it, and coefficients at "};
inline constexpr refusal refusal::no_cell_operator{
    " has no operator of leading order that determines a corrector; write its highest derivatives in divergence form "
    "without powers of the small parameter, as in -div(a * grad(u)) with a at "};
inline constexpr refusal refusal::several_unknowns{
    " has more than one unknown; write an equation of one unknown, a scalar or a vector, with coefficients at "};
inline constexpr refusal refusal::vector_reaction{
    " has a vector for its unknown and a term without its derivatives of order one over the small parameter, which has "
    "no scalar corrector; write reactions of order one, with coefficients at "};
inline constexpr refusal refusal::shapes_differ{
    " has another shape than its unknown; write as many components as the unknown has, with coefficients at "};
inline constexpr refusal refusal::time_in_a_cell{
    " has a cell problem or an average that depends on time; write functions of time as factors, not of the flux or of "
    "a reaction of order one over the small parameter, beside coefficients at "};
inline constexpr refusal refusal::high_order{
    " has derivatives of more than the second order, and second order is the limit of the expansion in two scales; "
    "write -div(a * grad(u)) with a at "};

}  // namespace lamina::graph
