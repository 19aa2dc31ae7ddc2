#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/discretise/solution.hpp>
#include <lamina/dsl/twoscale/dirichlet.hpp>
#include <lamina/homogenize/homogenized.hpp>
#include <lamina/train/solve.hpp>

namespace lamina {

/// What a corrector multiplies in u1, and which it is
struct corrector_term {
    graph::slow_factor factor;
    periodic_interpolant corrector;
};

/// u0 + eps u1 + eps b, a function: u1(x) = sum_k f_k(x) chi_k(x / eps), f_k a derivative of u0 or u0 itself, and b the
/// share of the boundary, which u1 misses by O(eps): the solution of the effective equation without a source and with
/// data -u1 where u0 has data. In one dimension that is exact; in more the data oscillate, and the space that
/// `solve` chooses has to resolve them.
class corrected_solution {
public:
    /// `with_share`: u0 + eps b
    corrected_solution(solved u0, solved with_share, std::vector<corrector_term> terms, double eps);

    /// At points of shape (N, D): shape (N,)
    [[nodiscard]] xt::xtensor<double, 1> operator()(points_view points) const;
    [[nodiscard]] box const& domain() const { return u0_.domain(); }
    /// eps u1 alone, likewise
    [[nodiscard]] xt::xtensor<double, 1> first_order(points_view points) const;

private:
    solved u0_, with_share_;
    std::vector<corrector_term> terms_;
    double eps_;
};

/// eps u1 at points of shape (N, D), shape (N,)
std::vector<double> first_order_terms(solved const& u0, std::span<corrector_term const> terms, double eps,
                                      points_view points);

/// The two-scale solution of an expansion, from the solution of its effective problem and its medium, for a value of
/// eps:
///
///     auto const medium = solve(two_scale, period(2 * pi));
///     auto const u_0 = solve(effective_problem(two_scale, medium), interval(-pi, pi));
///     auto const u_2 = corrected(two_scale, u_0, medium, eps = 1.0 / 8);
///
/// Refuses a vector, cells that depend on the slow variable, and sources of order 1 / eps. Throws std::invalid_argument
/// for an eps that is not positive, and what `solve` throws: of data that oscillate on the boundary where
/// it does not resolve them. Cost: one solution of the effective problem.
template <class Problem, fixed_string X, fixed_string Eps, class Effective>
auto corrected(two_scale_t<Problem, X, Eps> const& expansion, solution_t<Effective> const& u0,
               homogenized_medium const& medium, binding<Eps> const& eps) {
    using two_scale = two_scale_t<Problem, X, Eps>;
    if constexpr (!reject::corrected_solution<two_scale::components == 0, !two_scale::slow_cells,
                                              twoscale::has_sources<two_scale>, twoscale::all_give_values<Effective>,
                                              Problem>()) {
        return reject::nothing{};
    } else {
        std::vector<corrector_term> terms;
        for (int k = 0; k < two_scale::cells; ++k) {
            auto const factor = two_scale::slow_factor(k);
            std::string const name(graph::name_of(factor, two_scale::dimension, false));
            terms.push_back({factor, medium.corrector(name)});
        }
        bindings::field::at_points const u1 = [=, of = u0.untyped()](std::span<double const> x, std::span<int const>) {
            return first_order_terms(of, terms, eps.value, points_view(x, two_scale::dimension));
        };
        auto const share = solve(twoscale::less_on_boundary<"first_order">(effective_problem(expansion, medium)),
                                 u0.domain(), field_values{"first_order", u1}, u0.untyped().at().known());
        return corrected_solution(u0.untyped(), share.untyped(), std::move(terms), eps.value);
    }
}

}  // namespace lamina
