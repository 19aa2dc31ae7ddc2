#include <lamina/homogenize/effective_coefficients.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/homogenize/written_out.hpp>

namespace lamina {

effective_coefficients::effective_coefficients(expansion_parts const& parts, std::vector<double> const& averages,
                                               bindings known)
    : slow_(parts.cells.positions.slow), known_(std::move(known)) {
    graph::arena g = parts.cells.g;
    for (std::size_t k = 0; k < averages.size(); ++k)
        g.values[static_cast<std::size_t>(parts.first_slot) + k] = averages[k];
    int roots[]{parts.effective, parts.leading};
    g_ = std::make_shared<graph::arena>(written_out(g, roots));
    int const stationary = graph::replace(*g_, roots[0], [this](int id) {
        bool const in_time =
            (*g_)[id].kind == graph::op::partial && graph::is_time(*g_, g_->child(id, (*g_)[id].count - 1));
        return in_time ? graph::number(*g_, 0) : -1;
    });
    form_ = linear_forms_of(*g_, stationary, roots[1], parts.cells.positions.slow);
}

double effective_coefficients::value(int id) const {
    cell_equation point;
    point.dimension = static_cast<std::size_t>(form_[0].dimension);
    if (graph::depends_on(*g_, id, slow_) && known_.positions.empty())
        throw std::invalid_argument("this coefficient depends on the slow variable: read it off the effective problem");
    int const root[]{id};
    return cell_values(
        *g_, root, point, known_, [](std::string_view name, cell_derivative const&) -> std::span<double const> {
            throw std::invalid_argument("this coefficient depends on " + std::string(name) + ": it is no number");
        })[0];
}

std::size_t effective_coefficients::columns() const {
    return form_.size() * static_cast<std::size_t>(form_[0].dimension);
}
bool effective_coefficients::has_tensor() const {
    for (linear_form const& form : form_)
        for (int const id : form.tensor)
            if (graph::contains(*g_, id, graph::op::unknown) ||
                (graph::depends_on(*g_, id, slow_) && known_.positions.empty()))
                return false;
    return true;
}
double effective_coefficients::tensor(std::size_t i, std::size_t j) const {
    auto const d = static_cast<std::size_t>(form_[0].dimension), n = columns();
    if (i >= n || j >= n)
        throw std::invalid_argument(
            fmt::format("effective coefficient ({}, {}), expected less than ({}, {})", i, j, n, n));
    return value(form_[i / d].tensor[i % d * n + j]);
}
linear_form const& effective_coefficients::of_scalar(char const* what) const {
    if (form_.size() > 1)
        throw std::invalid_argument(
            fmt::format("the {} of an equation of {} components is not one number: read it off "
                        "the effective problem",
                        what, form_.size()));
    return form_[0];
}
double effective_coefficients::drift(std::size_t i) const {
    linear_form const& form = of_scalar("drift");
    if (i >= form.drift.size())
        throw std::invalid_argument(fmt::format("drift: axis is {}, expected less than {}", i, form.drift.size()));
    return value(form.drift.at(i)) - value(form.transport.at(i));
}
double effective_coefficients::reaction() const {
    return value(of_scalar("reaction").reaction[0]);
}
double effective_coefficients::source() const {
    return value(of_scalar("source").source);
}

}  // namespace lamina
