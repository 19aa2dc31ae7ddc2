#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/sample/balance.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/sample/place_points.hpp>
#include <lamina/sample/tabulate.hpp>

namespace lamina {

/// Looks for points at which two conditions ask for different values: u == 1 on the lid and u == 0 on the walls, in the
/// corner; an initial value that is not the boundary's. A condition that is linear in the jets of the unknowns says
/// sum_k c_k jet_k = f at each of its points; two contradict each other where their c are parallel and their f are not
/// in the same ratio, by more than 1e-8 of the largest value that any condition gives. Others are left out.
class contradictions {
public:
    /// `domain`: of space and, as its last axis, time. All arguments must outlive the object.
    contradictions(unknown_table const& unknowns, box const& domain, bindings const& known)
        : unknowns_(&unknowns), domain_(&domain), known_(&known) {}

    /// Takes in the scalar residuals of a condition, called `name`, at points of shape (N, frame.size()). Cost: one
    /// evaluation of its coefficients at the points. Throws as `tabulate`.
    void add(std::string const& name, graph::arena& g, graph::id_list const& residuals, point_frame const& frame,
             std::vector<double> const& points);

    /// One sentence for each two conditions, with the first of their points: "b asks for u = 1 and b2 for u = 0 at
    /// x = (0, 1)"
    [[nodiscard]] std::vector<std::string> found() const;

private:
    struct statement {
        std::string name, jet;                ///< jet: "u", "d(u, x[0])", or the sum of several
        std::map<std::string, double> slope;  ///< of each jet, by its text
        double value;
    };
    unknown_table const* unknowns_;
    box const* domain_;
    bindings const* known_;
    std::map<std::vector<long>, std::vector<statement>> at_;  ///< by the point, in 1e-9 of the sides

    [[nodiscard]] std::vector<long> key_of(std::span<double const> x) const;
    [[nodiscard]] std::string place_of(std::vector<long> const& key) const;
};

/// The block of condition number k = 0, 1, ...: "b", "b2", ...
inline std::string name_of_condition(std::size_t k) {
    return k == 0 ? "b" : "b" + std::to_string(k + 1);
}

/// The sentence on a source that nothing balances (see balance.hpp)
std::string no_solution(std::string const& unknown, double mean);

/// Those of a problem, with a source that no solution balances. Its conditions laid on lattices with corners and edges,
/// where sides meet. Left out: periodic conditions, means, and measured values, which have noise.
template <class E, class... Conditions>
std::vector<std::string> contradictions_of(problem_t<E, Conditions...> const& problem, box const& domain,
                                           bindings const& known, std::span<measurements const> measured) {
    using all_of_it = problem_t<E, Conditions...>;
    constexpr unknown_table const& unknowns = unknowns_of<all_of_it>::value;
    contradictions said(unknowns, domain, known);
    side_points const meeting{.count = domain.dimension() <= 4 ? 5u : 2u, .lattice = true};
    std::size_t k = 0;
    boost::hana::for_each(problem.conditions, [&]<class Condition>(Condition const& c) {
        std::string const name = name_of_condition(k++);
        if constexpr (requires {
                          frame_of_condition(c.equation, {}),
                              place_points(domain, {}, meeting, known, measured)(c.place);
                      }) {
            point_frame const frame = frame_of_condition(c.equation, {unknowns.dimension, unknowns.time});
            graph::arena g;
            if (!frame.observed)
                said.add(name, g, joint_residual<all_of_it, decltype(c.equation)>(c.equation).lower(g), frame,
                         place_points(domain, frame, meeting, known, measured)(c.place));
        }
    });
    auto out = said.found();
    if (double const mean = unbalanced_mean(problem, domain, known, measured); mean != 0)
        out.push_back(no_solution(std::string(unknowns.unknown[0].name), mean));
    return out;
}

}  // namespace lamina
