#pragma once

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "table_row.hpp"

/// NH-PINN, Leung, Lin and Zhang 2022: networks for the cell problems, the averages of these, and a network for the
/// effective equation.
namespace nh_pinn {

/// Networks for the cells and for the effective equation. Of frozen and trained ones the inputs are sine and cosine in
/// the cell, so that they are periodic; the paper's are made so by the loss, on the sides or in layers beside them too.
enum class way { frozen, trained, soft, oversampled };

inline std::string name_of(way how) {
    return std::map<way, std::string>{{way::frozen, "frozen, periodic"},
                                      {way::trained, "trained, periodic"},
                                      {way::soft, "the paper's, soft"},
                                      {way::oversampled, "the paper's, oversampled"}}[how];
}
inline bool is_papers(way how) {
    return how == way::soft || how == way::oversampled;
}

/// What is trained as the paper does: by Adam, each epoch on all points; losses weighted as it says
struct adam_run {
    lamina::point_choice at;
    std::size_t epochs;
    double rate;
    lamina::equation_weights of_equation;
    lamina::lambda of_conditions;
};

inline auto papers_network() {
    return lamina::mlp({64, 64, 64}, lamina::activation::tanh);
}

template <class Problem, class... Parts>
lamina::fit train_as_paper(lamina::collocated_problem<Problem>& model, adam_run const& run, std::uint64_t seed,
                           Parts const&... parts) {
    return lamina::train(model, lamina::glorot(model.layout(), seed), lamina::adam{.rate = run.rate},
                         {.iterations = run.epochs}, parts...);
}

/// The corrector of a cell problem, on a period
template <class Problem, class... Values>
lamina::solution_t<Problem> corrector_by(way how, Problem const& cell, lamina::box const& period, adam_run const& paper,
                                         std::uint64_t seed, Values const&... values) {
    using namespace lamina;
    constexpr auto y = position<1, "y">;
    double const wave = 2 * M_PI / period.length(0);
    auto const periodic_inputs = features(sin(wave * y), cos(wave * y));
    if (how == way::frozen)
        return solve(cell, period, frozen(mlp({60}, activation::sin), {.scale = {2}, .seed = seed}), periodic_inputs,
                     values...);
    if (how == way::trained) {
        auto model = collocate(cell, period, mlp({20, 20}), points(60), periodic_inputs, values...);
        auto const fit = train(model, glorot(model.layout(), seed), levenberg_marquardt(),
                               {.iterations = 200, .loss = 1e-24});
        return model.solution(fit.theta);
    }
    double const step = period.length(0) / static_cast<double>(paper.at.counts.at(0) - 1);
    auto model = collocate(cell, period, papers_network(), paper.at, paper.of_equation, paper.of_conditions,
                           oversampled{how == way::soft ? 0U : 2U, step}, values...);
    return model.solution(train_as_paper(model, paper, seed).theta);
}

/// The mean over a period of an expression in a corrector, by Fejer's rule, which needs no period
template <class Problem, class Expression>
double mean_over(lamina::box const& period, lamina::solution_t<Problem> const& corrector, Expression const& of) {
    auto const over = lamina::quadrature_points(period, lamina::chebyshev_points({128}));
    auto const values = corrector(over.points, of);
    return lamina::mean_of({values.data(), values.size()}, over).value;
}

/// A function of one variable that is known at points in order: the polynomial of this degree nearest to it there
inline lamina::bindings::field fitted(lamina::box const& domain, lamina::point_list const& at,
                                      std::vector<double> const& values, std::size_t degree) {
    using namespace lamina;
    constexpr auto x = position<1>;
    constexpr auto f = unknown<"f">(x);
    constexpr auto known = field<"known">(x);
    bindings::field const given = bindings::field::at_points([=](std::span<double const> asked, std::span<int const>) {
        return asked.size() == values.size() ? values : throw std::invalid_argument("fitted: at other points");
    });
    auto model = collocate(problem(f == known), domain, chebyshev{degree}, given_points(at), field_values{"known", given});
    return model.solution(solve(model.system()).theta);
}

/// The solution of an effective equation by a network: frozen, with so many functions, or trained, or as the paper does
struct effective_networks {
    std::size_t functions;
    std::vector<std::size_t> trained;
    lamina::point_choice at;
    adam_run paper;
};
template <class Problem, class... Values>
lamina::solution_t<Problem> effective_by(way how, Problem const& effective, lamina::box const& domain,
                                         effective_networks const& by, std::uint64_t seed, Values const&... values) {
    using namespace lamina;
    if (how == way::frozen)
        return solve(effective, domain, frozen(mlp({by.functions}, activation::sin), {.seed = seed}), values...);
    if (how == way::trained) return solve(effective, domain, mlp(by.trained, activation::tanh), by.at, random_seed{seed}, values...);
    auto model = collocate(effective, domain, papers_network(), by.paper.at, by.paper.of_equation,
                           by.paper.of_conditions, values...);
    return model.solution(train_as_paper(model, by.paper, seed).theta);
}

/// |p - q| / |q| of values at points
template <class P, class Q>
double distance(P const& p, Q const& q) {
    double difference = 0, size = 0;
    for (std::size_t k = 0; k < q.size(); ++k)
        difference += std::pow(p[k] - q[k], 2), size += std::pow(q[k], 2);
    return std::sqrt(difference / size);
}

}  // namespace nh_pinn
