#include <lamina/homogenize/effective_coefficients.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/rewrite/written_out.hpp>
#include <lamina/dsl/twoscale/in_time.hpp>

namespace lamina {

effective_coefficients::effective_coefficients(expansion_parts const& parts, std::vector<double> const& averages,
                                               bindings known)
    : slow_(parts.cells.positions.slow), known_(std::move(known)) {
    graph::arena g = parts.cells.g;
    for (std::size_t k = 0; k < averages.size(); ++k)
        g.values[static_cast<std::size_t>(parts.first_slot) + k] = averages[k];
    graph::node_id roots[]{graph::difference(g, parts.left, parts.right), parts.leading};
    g_ = std::make_shared<graph::arena>(graph::written_out(g, roots));
    graph::node_id const stationary = graph::expanding::stationary(*g_, roots[0]);
    of_ = graph::linear_problem_of(*g_, stationary, roots[1], parts.cells.positions.slow);
}

double effective_coefficients::value(graph::node_id id) const {
    cell_equation point;
    point.dimension = static_cast<std::size_t>(of_.dimension);
    if (graph::contains(*g_, id, graph::op::unknown))
        throw std::invalid_argument(
            "this coefficient depends on u0, the equation is not linear in it: it is no number");
    if (graph::depends_on(*g_, id, slow_) && known_.positions.empty())
        throw std::invalid_argument("this coefficient depends on the slow variable: read it off the effective problem");
    graph::node_id const root[]{id};
    return cell_values(
        *g_, root, point, known_, [](std::string_view name, cell_derivative const&) -> std::span<double const> {
            throw std::invalid_argument("this coefficient depends on " + std::string(name) + ": it is no number");
        })(0, 0);
}

std::size_t effective_coefficients::columns() const {
    return static_cast<std::size_t>(of_.components * of_.dimension);
}
bool effective_coefficients::has_tensor() const {
    for (int k = 0; k < of_.components; ++k)
        for (graph::node_id const id : of_.of[static_cast<std::size_t>(k)].a)
            if (graph::contains(*g_, id, graph::op::unknown) ||
                (graph::depends_on(*g_, id, slow_) && known_.positions.empty()))
                return false;
    return true;
}
double effective_coefficients::tensor(std::size_t i, std::size_t j) const {
    auto const d = static_cast<std::size_t>(of_.dimension), n = columns();
    if (i >= n || j >= n)
        throw std::invalid_argument(
            fmt::format("effective coefficient ({}, {}), expected less than ({}, {})", i, j, n, n));
    return value(of_.of[i / d].a[static_cast<int>(i % d * n + j)]);
}
xt::xtensor<double, 2> effective_coefficients::tensor() const {
    auto out = xt::xtensor<double, 2>::from_shape({columns(), columns()});
    for (std::size_t i = 0; i < columns(); ++i)
        for (std::size_t j = 0; j < columns(); ++j) out(i, j) = tensor(i, j);
    return out;
}
graph::linearisation const& effective_coefficients::of_scalar(char const* what) const {
    if (of_.components > 1)
        throw std::invalid_argument(
            fmt::format("the {} of an equation of {} components is not one number: read it off "
                        "the effective problem",
                        what, of_.components));
    return of_.of[0];
}
double effective_coefficients::drift(std::size_t i) const {
    graph::linearisation const& at = of_scalar("drift");
    if (i >= columns())
        throw std::invalid_argument(fmt::format("drift: axis is {}, expected less than {}", i, columns()));
    return value(at.b[static_cast<int>(i)]) - value(at.c[static_cast<int>(i)]);
}
double effective_coefficients::reaction() const {
    return value(of_scalar("reaction").r[0]);
}
double effective_coefficients::source() const {
    return value(of_scalar("source").source);
}

}  // namespace lamina
