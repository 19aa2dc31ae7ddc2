#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "table_row.hpp"

/// Leung, Lin and Zhang 2022. NH-PINN: networks for the cell problems, the averages of these, a network for the
/// effective equation; and the plain PINN, a network for the oscillating problem itself.
namespace nh_pinn {

/// By what networks. The inputs of frozen and trained ones are sine and cosine in the cell, so that they are periodic;
/// the loss of the paper's asks them to be so, on the sides (soft) or in layers beside them, too (oversampled).
enum class way { frozen, trained, soft, oversampled };

inline std::string name_of(way how) {
    constexpr std::array names{"frozen", "trained", "the paper's, soft", "the paper's, oversampled"};
    return names[static_cast<std::size_t>(how)];
}
inline bool is_papers(way how) {
    return how == way::soft || how == way::oversampled;
}

/// Those of a run: with --quick the fastest alone
inline std::vector<way> ways(table_row const& row) {
    if (row.quick()) return {way::frozen};
    return {way::frozen, way::trained, way::soft, way::oversampled};
}

/// What is trained as the paper does: by Adam, every epoch on all points, with weights for the parts of its loss. The
/// paper tells weights and rates of the plain PINN only.
struct adam_run {
    std::size_t points;  ///< along each axis
    std::size_t epochs;
    double rate;
    lamina::equation_weights of_equation;
    lamina::lambda of_conditions;
};

inline auto papers_network() {
    return lamina::mlp({64, 64, 64}, lamina::activation::tanh);
}

/// The paper's network for a problem at the paper's points
template <class Problem, class... Values>
auto papers_model(Problem const& problem, lamina::box const& domain, adam_run const& run, Values const&... values) {
    std::vector<std::size_t> const along(lamina::unknowns_of<Problem>::value.axes(), run.points);
    return lamina::collocate(problem, domain, papers_network(), lamina::grid_points(along), run.of_equation,
                             run.of_conditions, lamina::side_points{run.points}, values...);
}
template <class Model, class... Parts>
lamina::fit trained_as_paper(Model& model, adam_run const& run, table_row const& row, Parts const&... parts) {
    return lamina::train(model, lamina::glorot(model.layout(), row.seed().value), lamina::adam{.rate = run.rate},
                         {.iterations = run.epochs}, parts...);
}

/// The corrector of a cell problem, on a period
template <class Problem, class... Values>
lamina::solution_t<Problem> corrector_by(way how, Problem const& cell, lamina::box const& period, adam_run const& paper,
                                         table_row const& row, Values const&... values) {
    using namespace lamina;
    constexpr auto y = position<1, "y">;
    double const wave = 2 * M_PI / period.length(0);
    auto const periodic_inputs = features(sin(wave * y), cos(wave * y));
    if (how == way::frozen)
        return solve(cell, period, frozen(mlp({60}, activation::sin), {.scale = {2}, .seed = row.seed().value}),
                     periodic_inputs, values...);
    if (how == way::trained) {
        auto model = collocate(cell, period, mlp({20, 20}), points(60), periodic_inputs, values...);
        auto const fit = train(model, glorot(model.layout(), row.seed().value), levenberg_marquardt(),
                               {.iterations = 200, .loss = 1e-24});
        return model.solution(fit.theta);
    }
    double const step = period.length(0) / static_cast<double>(paper.points - 1);
    auto model = papers_model(cell, period, paper, oversampled{how == way::soft ? 0U : 2U, step}, values...);
    return model.solution(trained_as_paper(model, paper, row).theta);
}

/// The mean over a period of an expression in a corrector, by Fejer's rule: the paper's correctors have no period
template <class Problem, class Expression>
double mean_over(lamina::box const& period, lamina::solution_t<Problem> const& corrector, Expression const& of) {
    auto const over = lamina::quadrature_points(period, lamina::chebyshev_points({128}));
    auto const values = corrector(over.points, of);
    return lamina::mean_of({values.data(), values.size()}, over).value;
}

/// The effective coefficient at slow points, shape (N,): average 0 of the expansion at each of them
template <class TwoScale, lamina::fixed_string S>
std::vector<double> average_by(way how, TwoScale const& at_s, lamina::parameter_t<S, false> s,
                               lamina::box const& period, lamina::point_list const& slow, adam_run const& paper,
                               table_row const& row) {
    std::vector<double> out;
    for (double const point : slow) {
        auto const chi = corrector_by(how, at_s.template cell<0>(), period, paper, row, s = point);
        out.push_back(mean_over(period, chi, at_s.template average<0>()));
    }
    return out;
}

/// A function of one variable that is known at points: the polynomial of this degree that is nearest to it there
inline lamina::bindings::field fitted(lamina::box const& domain, lamina::point_list const& at,
                                      std::vector<double> const& values, std::size_t degree) {
    using namespace lamina;
    constexpr auto x = position<1>;
    constexpr auto f = unknown<"f">(x);
    bindings::field const known = bindings::field::at_points([=](std::span<double const> asked, std::span<int const>) {
        if (asked.size() != values.size()) throw std::invalid_argument("fitted: known at its points only");
        return values;
    });
    auto model = collocate(problem(f == field<"known">(x)), domain, chebyshev{degree}, given_points(at),
                           field_values{"known", known});
    return model.solution(solve(model.system()).theta);
}

/// u0 of an effective equation on a line, by a network of 60 frozen functions or of 14 x 14 trained ones, or by the
/// paper's
template <class Problem, class... Values>
lamina::solution_t<Problem> effective_by(way how, Problem const& effective, lamina::box const& domain,
                                         adam_run const& paper, table_row const& row, Values const&... values) {
    using namespace lamina;
    if (how == way::frozen)
        return solve(effective, domain, frozen(mlp({60}, activation::sin), {.seed = row.seed().value}), values...);
    if (how == way::trained) return solve(effective, domain, mlp({14, 14}), points(300), row.seed(), values...);
    auto model = papers_model(effective, domain, paper, values...);
    return model.solution(trained_as_paper(model, paper, row).theta);
}

/// What a solution in space and time is at one time, as a field of space
template <class Problem>
lamina::bindings::field at_time(lamina::solution_t<Problem> const& u_h, double t) {
    return lamina::bindings::field::at_points([of = lamina::bindings::field(u_h), t](std::span<double const> x,
                                                                                     std::span<int const> derivative) {
        std::vector<double> at;
        for (double const p : x) at.insert(at.end(), {p, t});
        return of(at, std::array{derivative[0], 0});
    });
}

/// One passage through time, from 0 to the end, by 500 frozen functions (300 with --quick) or 20 x 20 trained ones
template <class Problem, class... Values>
lamina::bindings::field passage_by(way how, Problem const& effective, lamina::box const& space, double end,
                                   table_row const& row, Values const&... values) {
    using namespace lamina;
    during const time{0, end};
    if (how == way::frozen) {
        auto const functions = frozen(mlp({row.quick() ? 300U : 500U}, activation::sin), {.seed = row.seed().value});
        return at_time(solve(effective, space, time, functions, values...), end);
    }
    return at_time(solve(effective, space, time, mlp({20, 20}, activation::sin), points(800), row.seed(), values...),
                   end);
}

/// The same in time, at its end, shape (N,) at points of a line. Networks that are not the paper's go through it in
/// five passages, each from what the one before ends with, as a `field<"start">`: a source that is not 0 where u0 is 0
/// makes layers at the sides, of width sqrt(D t), and the first passage is so short that these matter little.
template <class Problem, class... Values>
std::vector<double> end_by(way how, Problem const& effective, lamina::box const& space, double end,
                           lamina::point_list const& line, adam_run const& paper, table_row const& row,
                           Values const&... values) {
    using namespace lamina;
    constexpr auto x = position<1>;
    constexpr auto t = time_axis;
    constexpr auto u0 = unknown<"u0">(x, t);
    bindings::field now;
    if (is_papers(how)) {
        auto model = papers_model(effective, space, paper, during{0, end}, values...);
        now = at_time(model.solution(trained_as_paper(model, paper, row).theta), end);
    } else {
        auto const from_start = problem(effective.equation, on(boundary, u0 == 0), on(t == 0, u0 == field<"start">(x)));
        double begun = 0.001 * end;
        now = passage_by(how, effective, space, begun, row, values...);
        for (double const until : {0.006 * end, 0.04 * end, 0.2 * end, end}) {
            now = passage_by(how, from_start, space, until - begun, row, field_values{"start", now}, values...);
            begun = until;
        }
    }
    return now(line, std::array{0});
}

/// The effective equation in time solved by polynomials, until it is converged or, with --quick, as far as it takes
template <class Problem, class... Values>
lamina::solution_t<Problem> converged(table_row const& row, Problem const& effective, lamina::box const& space,
                                      double end, Values const&... values) {
    using namespace lamina;
    if (row.quick()) return solve(effective, space, during{0, end}, chebyshev{28, 16}, values...);
    return solve(effective, space, during{0, end}, accuracy{1e-5}, values...);
}

/// |p - q| / |q| of values at points
template <class P, class Q>
double distance(P const& p, Q const& q) {
    double difference = 0, size = 0;
    for (std::size_t k = 0; k < q.size(); ++k)
        difference += std::pow(p[k] - q[k], 2), size += std::pow(q[k], 2);
    return std::sqrt(difference / size);
}

/// The error of what was learned of the cells; that of the paper's networks is only told
inline bool cell_is_good(table_row& row, way how, double error) {
    return row.of_number("cell", error, 0, is_papers(how) ? 1 : 1e-7);
}

/// The paper's errors of p, networks only, and w, of the same cells by a converged solution of the effective
/// equation, at points of a line; lamina's networks are to be as good as homogenisation itself, the paper's are only
/// told. Draws p where --plot asks for it.
template <class P, class W, class Reference>
bool compared(table_row& row, way how, lamina::point_list const& line, P const& p, W const& w, Reference const& u_eps,
              double e4, double bound_of_e3) {
    double const most = is_papers(how) ? 1 : 1.02 * e4;
    bool const first = row.of_number("e1", distance(p, u_eps), 0, most);
    bool const second = row.of_number("e2", distance(w, u_eps), 0, most);
    if (!row.picture().empty())
        lamina::plot(row.picture(), {{"u at this eps", line, u_eps}, {"u0 by networks, " + name_of(how), line, p}},
                     {.title = "A limit that networks have learned", .x_label = "x", .y_label = "u"});
    return row.of_number("e3", distance(p, w), 0, is_papers(how) ? 1 : bound_of_e3) && first && second;
}

/// The plain PINN: its relative error at points as the paper has it, the mean of the last epochs, is that of a network
/// that has learned next to nothing, from 0.8 to `most`, though its loss has fallen to that of u = 0, which all
/// parameters 0 give, or below; how often smaller than at its start that is depends on the start. Told besides: the
/// error with the least loss that was seen, as the paper's larger rates make the last epochs swing, and how far that is
/// from `of_mean`, the solution with the arithmetic mean in the place of the coefficient, which it nears by the paper.
template <class Problem, class Exact, class... Values>
bool plain(table_row& row, Problem const& problem, lamina::box const& domain, adam_run const& run, std::size_t last,
           double most, lamina::point_list const& at, Exact const& exact, Exact const& of_mean,
           Values const&... values) {
    auto model = papers_model(problem, domain, run, values...);
    double error = 0, looks = 0;
    auto const trained = row.solved([&] {
        return trained_as_paper(model, run, row, lamina::every(10, [&](auto const& now) {
                                    if (now.iteration + last < run.epochs) return;
                                    error += distance(now.solution()(at), exact), ++looks;
                                }));
    });
    auto const u_h = model.value(trained.theta, at);
    bool const fails = row.of_number("plain", error / looks, 0.8, most);
    row.of_number("plain, least loss", distance(u_h, exact), 0, 1e300);
    row.of_number("plain, to the solution of the mean", distance(u_h, of_mean), 0, 1e300);
    row.of_number("plain, fall of the loss", trained.history.front().loss / trained.loss, 1, 1e300);
    std::vector<double> zero(model.parameters()), gradient(zero);
    double const of_zero = model.system().loss_and_gradient(zero, gradient);
    return row.of_number("plain, loss over that of u = 0", trained.loss / of_zero, 0, 1.1) && fails;
}

}  // namespace nh_pinn
