#pragma once

#include <lamina/dsl/expr/fixed_string.hpp>
#include <lamina/dsl/reject/refuse.hpp>

namespace lamina {

template <class... Axes>
struct periodic_along;  // problem/period.hpp

/// What a user declares of a coefficient, `coefficient<"a">(body, differentiable, periodic)`: facts that its body
/// does not show. The first two are taken on trust; the others are checked where the values are known.
struct continuous_t {};
struct differentiable_t {};
struct symmetric_t {};  ///< a matrix equal to its transpose
/// A positive number, or a matrix whose symmetric part has positive eigenvalues; of a tensor of rank four: on symmetric
/// matrices, E : C : E > 0 for all strains E other than 0
struct coercive_t {};
/// Of a coefficient: in its argument, with the period of the cell. As a place: opposite sides of the domain,
/// identified; `periodic(x[0])`: those across some axes only.
struct periodic_t {
    static constexpr auto written = fixed_string("periodic");
    /// Whether the sides across an axis of space are identified
    static constexpr bool repeats(int) { return true; }
    template <class... Axes>
    constexpr auto operator()(Axes const&...) const {
        if constexpr (reject::axes_of_period<Axes...>()) return periodic_along<Axes...>{};
        else return reject::nothing{};
    }
};
inline constexpr continuous_t continuous{};
inline constexpr differentiable_t differentiable{};
inline constexpr symmetric_t symmetric{};
inline constexpr coercive_t coercive{};
inline constexpr periodic_t periodic{};

/// The declarations of one coefficient
struct properties {
    bool continuous = false;
    bool differentiable = false;
    bool symmetric = false;
    bool coercive = false;
    bool periodic = false;

    constexpr void declare(continuous_t) { continuous = true; }
    constexpr void declare(differentiable_t) { continuous = differentiable = true; }
    constexpr void declare(symmetric_t) { symmetric = true; }
    constexpr void declare(coercive_t) { coercive = true; }
    constexpr void declare(periodic_t) { periodic = true; }
    friend constexpr bool operator==(properties const&, properties const&) = default;
};

}  // namespace lamina
