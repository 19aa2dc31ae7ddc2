#pragma once

#include <cstddef>
#include <utility>

#include <lamina/numerics/line_of_points.hpp>
#include <lamina/rows/term.hpp>

namespace lamina {

/// What is compiled of residuals F_i of a Term, at one line of points. The variables are the channels of all unknowns
/// and then the trained parameters, n of them; arrays of lines [index][lane] begin on a cache line.
template <class Real>
struct pointwise_functions {
    /// From constants, tables [table][lane] and variables u [variable][lane]
    using function = void (*)(Real const* constants, Real const* tables, Real const* u, Real* out);

    function values = nullptr;      ///< [residual][lane]: F_i
    function slopes = nullptr;      ///< [residual][variable][lane]: dF_i/du
    function curvatures = nullptr;  ///< likewise, from u and then du, 2 n: the derivatives of the slopes along du; null
                                    ///< where they are not asked for
};

namespace generated {

/// `count` lines as values
template <std::size_t Count, class Real>
struct lines_from {
    line_of_points<Real> at[Count + 1];
    [[gnu::always_inline]] explicit lines_from(Real const* from) {
        for (std::size_t i = 0; i < Count; ++i) at[i] = line_of_points<Real>::load(from + i * line_size<Real>);
    }
};

template <residual_term Term>
inline constexpr std::size_t variables = static_cast<std::size_t>(Term::unknowns) * channels_of<Term>().size() +
                                         static_cast<std::size_t>(Term::trained);

template <class Real, std::size_t Count>
[[gnu::always_inline]] inline void store(line_of_points<Real> const (&from)[Count], Real* to) {
    for (std::size_t i = 0; i < Count; ++i) from[i].store(to + i * line_size<Real>);
}

template <residual_term Term, class Real>
void values(Real const* constants, Real const* tables, Real const* u, Real* out) {
    lines_from<static_cast<std::size_t>(Term::tables), Real> const table(tables);
    lines_from<variables<Term>, Real> const x(u);
    line_of_points<Real> f[residuals_of<Term>];
    if constexpr (joint_term<Term>)
        Term::template values<line_of_points<Real>, Real>(constants, table.at, x.at, f);
    else
        f[0] = Term::template value<line_of_points<Real>, Real>(constants, table.at, x.at);
    store(f, out);
}

template <residual_term Term, class Real>
void slopes(Real const* constants, Real const* tables, Real const* u, Real* out) {
    lines_from<static_cast<std::size_t>(Term::tables), Real> const table(tables);
    lines_from<variables<Term>, Real> const x(u);
    auto const one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        line_of_points<Real> du[variables<Term>];
        if constexpr (joint_term<Term>)
            Term::template gradient<line_of_points<Real>, Real, static_cast<int>(I)>(constants, table.at, x.at, du);
        else
            Term::template gradient<line_of_points<Real>, Real>(constants, table.at, x.at, du);
        store(du, out + I * variables<Term> * line_size<Real>);
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (one(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<residuals_of<Term>>{});
}

template <residual_term Term, class Real>
void curvatures(Real const* constants, Real const* tables, Real const* u, Real* out) {
    lines_from<static_cast<std::size_t>(Term::tables), Real> const table(tables);
    lines_from<2 * variables<Term>, Real> const x(u);
    auto const one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        line_of_points<Real> bent[variables<Term>];
        if constexpr (joint_term<Term>)
            Term::template curvature<line_of_points<Real>, Real, static_cast<int>(I)>(constants, table.at, x.at, bent);
        else
            Term::template curvature<line_of_points<Real>, Real>(constants, table.at, x.at, bent);
        store(bent, out + I * variables<Term> * line_size<Real>);
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (one(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<residuals_of<Term>>{});
}

}  // namespace generated

/// Those of a Term; curvatures only where `Curved`, as they cost compile time that only programs that multiply with a
/// Hessian should pay.
template <residual_term Term, class Real, bool Curved>
pointwise_functions<Real> compiled() {
    if constexpr (Curved && !Term::affine)
        return {generated::values<Term, Real>, generated::slopes<Term, Real>, generated::curvatures<Term, Real>};
    else
        return {generated::values<Term, Real>, generated::slopes<Term, Real>, nullptr};
}

}  // namespace lamina
