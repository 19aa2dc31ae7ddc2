#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <lamina/sample/affine_form.hpp>
#include <lamina/sample/place_points.hpp>

namespace lamina {

/// Whether a source is balanced, for an equation L w + s = 0 of one scalar unknown, linear, in space only, of which
/// the conditions fix nothing but the flux through the boundary: B_i w + g_i = 0 in derivatives of w alone, on sides of
/// the domain, or periodic. If for all w
///     integral L w = sum_i c_i integral B_i w        (periodic: 0)
/// with some constants c_i, as the divergence theorem has it for -div(A grad w), a solution exists only where
///     integral s - sum_i c_i integral g_i = 0.
/// The c_i are found, and the relation tested, on polynomials or, periodic, on cosines for w, by quadrature with n
/// points an axis. Where the conditions ask for no flux at all it is enough that integral L w = 0 for w without flux:
/// `even` takes cosines that have none through the sides.
class balance {
public:
    enum class test_functions { polynomials, periodic, even };

    balance(unknown_table const& unknowns, box const& domain, bindings const& known, std::size_t n,
            test_functions kind);

    void set_equation(graph::arena& g, int residual);
    /// A condition at its points, n on each of its sides (in one dimension one)
    void add_flux(graph::arena& g, int residual, point_frame const& frame, std::vector<double> const& points);

    /// The mean over the domain that the residual has whatever w is; none where it depends on w, or cannot be told
    [[nodiscard]] std::optional<double> fixed_mean() const;

private:
    struct integrals {
        std::vector<double> of_tests;  ///< of L or B_i of each test function
        double of_rest = 0, size = 0;  ///< of s or g_i, and of its absolute value
        double terms = 0;              ///< of the absolute values of the terms of L or B_i, for the largest of them
        double largest = 0;            ///< of B_i at a point, for the largest of them
    };
    unknown_table const* unknowns_;
    box const* domain_;
    bindings const* known_;
    std::size_t n_;
    test_functions kind_;
    bool applies_ = true;
    integrals equation_;
    std::vector<integrals> fluxes_;

    [[nodiscard]] std::vector<double> tests(std::vector<double> const& points, multi_index const& alpha) const;
    [[nodiscard]] integrals integrate(graph::arena& g, affine_form const& form, point_frame const& frame,
                                      std::vector<double> const& points, std::vector<double> const& weights) const;
};

/// The mean of the residual that no solution changes, as `balance` defines it, to two resolutions; 0 where there is
/// none
template <class E, class... Conditions>
double unbalanced_mean(problem_t<E, Conditions...> const& problem, box const& domain, bindings const& known,
                       std::span<measurements const> measured) {
    using all_of_it = problem_t<E, Conditions...>;
    constexpr unknown_table const& unknowns = unknowns_of<all_of_it>::value;
    if constexpr (is_system<E> || unknowns.size != 1 || unknowns.time || unknowns.trained_count > 0) {
        return 0;
    } else {
        using kinds = balance::test_functions;
        auto const at = [&](std::size_t n, kinds kind) -> std::optional<double> {
            balance sums(unknowns, domain, known, n, kind);
            graph::arena g;
            sums.set_equation(g, problem.equation.lower(g));
            boost::hana::for_each(problem.conditions, [&]<class Condition>(Condition const& c) {
                if constexpr (!is_mean_condition<Condition> && !is_periodic_condition<Condition>) {
                    point_frame const frame = frame_of_condition(c.equation, {unknowns.dimension, false});
                    graph::arena of_condition;
                    sums.add_flux(
                        of_condition, c.equation.lower(of_condition), frame,
                        place_points(domain, frame, {.count = n, .clustered = true}, known, measured)(c.place));
                }
            });
            return sums.fixed_mean();
        };
        std::size_t const n = domain.dimension() == 1 ? 512 : domain.dimension() == 2 ? 48 : 16;
        constexpr bool periodic = (is_periodic_condition<Conditions> || ...);
        for (kinds const kind : {periodic ? kinds::periodic : kinds::polynomials, kinds::even}) {
            auto const coarse = at(n / 2, kind), fine = at(n, kind);
            if (coarse && fine && std::abs(*fine - *coarse) <= 1e-3 * std::abs(*fine)) return *fine;
            if (periodic) break;
        }
        return 0;
    }
}

}  // namespace lamina
