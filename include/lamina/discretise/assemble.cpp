#include <lamina/discretise/assemble.hpp>

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <lamina/discretise/coercivity.hpp>
#include <lamina/discretise/part_of.hpp>
#include <lamina/discretise/points_anew.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/report/notice.hpp>
#include <lamina/rows/chosen_variables.hpp>
#include <lamina/rows/evaluated_in_float.hpp>
#include <lamina/sample/contradictions.hpp>

namespace lamina::collocation {

namespace {

/// Names of blocks are unique: block(i, j) of the tangent kernel finds them by name.
std::string numbered(std::string const& name, std::size_t k) {
    return fmt::format("{}[{}]", name, k);
}

/// The weight of each of `count` equations or conditions, from one for all or one for each
std::vector<double> weight_of_each(char const* argument, std::vector<double> const& weights, std::size_t count,
                                   char const* of) {
    if (weights.size() == 1) return std::vector<double>(count, weights.front());
    if (weights.size() == count) return weights;
    throw std::invalid_argument(fmt::format("{}: {} weights for {} {}, expected one for all or one for each", argument,
                                            weights.size(), count, of));
}

template <class Real>
using parts_in = std::vector<std::unique_ptr<residual_part<Real>>>;

/// Collects the parts of a problem: residuals that hold at the same points are one part.
class assembly {
public:
    parts_in<double> parts;
    parts_in<float> in_float;                  // the same, where the problem is generated in float
    std::vector<part_of_condition> laid_anew;  // with the equations

    assembly(generated_problem const& generated, box const& domain, arguments const& with)
        : generated_(generated),
          problem_(generated.problem),
          unknowns_(*generated.problem.unknowns),
          domain_(domain),
          with_(with),
          interior_(interior_points(domain, with.points)),
          plain_{unknowns_.dimension, unknowns_.time} {}

    void add_equations(std::vector<double> const& weights) {
        std::vector<std::string> names;
        std::vector<double> lambdas;
        for (std::size_t k = 0; k < problem_.components.size(); ++k) {
            std::string const name = name_of_equation(problem_, k);
            auto const count = static_cast<std::size_t>(problem_.components[k]);
            for (std::size_t i = 0; i < count; ++i) {
                names.push_back(count == 1 ? name : numbered(name, i));
                lambdas.push_back(weights[k]);
            }
        }
        add(problem_.equations, [](auto const& in) { return in.equations; }, names, lambdas, interior_, plain_);
        expect_coercive(problem_.equations, interior_, with_.known);
    }

    void add_condition(std::size_t k, double weight) {
        lowered_condition const& c = problem_.conditions[k];
        std::string const name = name_of_condition(k);
        auto const compiled = [k](auto const& in) { return in.conditions[k]; };
        if (c.how == lowered_condition::kind::periodic) return add_periodic(c, name, weight);
        if (c.how == lowered_condition::kind::mean) {
            auto const over = points_of_mean(c, domain_, with_.points);
            laid_anew.push_back({parts.size(), k});
            return add(c.of, compiled, {name}, {weight}, over.points, plain_, combination::mean, over.weights);
        }
        point_frame const frame = frame_of_condition(c.of, plain_);
        auto const at = place_points(domain_, frame, with_.sides, with_.known, with_.measured)(c.places);
        if (with_.sides.random) laid_anew.push_back({parts.size(), k});
        auto const count = static_cast<std::size_t>(c.of.residuals->size);
        std::vector<std::string> names;
        for (std::size_t i = 0; i < count; ++i) names.push_back(count == 1 ? name : numbered(name, i));
        add(c.of, compiled, names, std::vector<double>(count, weight), at, frame);
    }

private:
    generated_problem const& generated_;
    lowered_problem const& problem_;
    unknown_table const& unknowns_;
    box const& domain_;
    arguments const& with_;
    point_list interior_;
    point_frame plain_;

    /// Residuals at points, prepared once for all number types; `compiled`: which of the problem's functions they are
    template <class Which>
    void add(lowered_residuals const& of, Which const& compiled, std::vector<std::string> const& names,
             std::vector<double> const& lambdas, std::span<double const> points, point_frame const& frame,
             combination how = combination::each, std::span<double const> mean_weights = {}) {
        prepared_term const ready = prepare(of, points, frame, with_.known, with_.inputs);
        auto const add_to = [&]<class Real>(parts_in<Real>& to, problem_functions<Real> const& in) {
            add_part(to,
                     part_of(ready, functions_of_plan(*of.plan, compiled(in)), ready.constants, names, how,
                             mean_weights),
                     lambdas);
        };
        add_to(parts, generated_);
        if (generated_.in_float) add_to(in_float, *generated_.in_float);
    }
    template <class Real>
    static void add_part(parts_in<Real>& to, std::unique_ptr<residual_part<Real>> part,
                         std::vector<double> const& lambdas) {
        for (std::size_t i = 0; i < lambdas.size(); ++i) part->blocks[i].lambda = lambdas[i];
        to.push_back(std::move(part));
    }

    /// The derivatives of order 0, 1, ... of each component along each axis agree on the two sides across it; of what
    /// is oversampled its values, there and beside them.
    void add_periodic(lowered_condition const& c, std::string const& name, double weight) {
        std::size_t const first = parts.size();
        for (int u = 0; u < unknowns_.size; ++u) {
            if (unknowns_.unknown[static_cast<std::size_t>(u)].name != c.unknown) continue;
            for (std::size_t axis = 0; axis < static_cast<std::size_t>(unknowns_.dimension); ++axis) {
                if (!c.periodic[axis]) continue;
                auto const agree = [&](int order, point_list const& pairs) {
                    add_pairs(u, static_cast<int>(axis), order, numbered(name, parts.size() - first), weight, pairs);
                };
                point_list const sides = face_pairs(domain_, axis, with_.sides);
                for (int order = 0; order < (with_.oversampled ? 1 : problem_.order[axis]); ++order)
                    agree(order, sides);
                if (with_.oversampled && with_.oversampled->layers > 0) agree(0, beside(sides, axis));
            }
        }
    }
    /// Pairs of points on opposite sides moved along their axis, both at once
    [[nodiscard]] point_list beside(point_list const& sides, std::size_t axis) const {
        auto const [layers, step] = *with_.oversampled;
        std::size_t const count = sides.shape(0), half = count / 2, moves = 2 * layers;
        point_list out(moves * count, domain_.dimension());
        for (std::size_t k = 0; k < count; ++k)
            for (std::size_t m = 0; m < moves; ++m) {
                std::size_t const to = (k / half * moves + m) * half + k % half;
                for (std::size_t i = 0; i < domain_.dimension(); ++i) out(to, i) = sides(k, i);
                double const distance = static_cast<double>(m / 2 + 1) * step;
                out(to, axis) += m % 2 == 0 ? distance : -distance;
            }
        return out;
    }
    void add_pairs(int u, int axis, int order, std::string const& name, double weight, point_list const& pairs) {
        graph::arena g;
        graph::id_list const residual = graph::ids(graph::periodic_residual(g, unknowns_, u, axis, order));
        graph::term_plan const plan = graph::plan_term(g, residual, unknowns_);
        auto const ready = prepare(g, residual, plan, unknowns_, pairs, plain_, with_.known, with_.inputs);
        multi_index along{order, {}};
        along.direction.fill(0);
        for (int k = 0; k < order; ++k) along.direction[static_cast<std::size_t>(k)] = axis;
        std::size_t const chosen[]{
            static_cast<std::size_t>(u * plan.channel_count + find_plain(plan.channels(), along))};
        auto const add_to = [&]<class Real>(parts_in<Real>& to) {
            auto const [functions, constants] = choose_variables<Real>(plan, chosen);
            add_part(to, part_of(ready, functions, constants, {name}, combination::difference, {}), {weight});
        };
        add_to(parts);
        if (generated_.in_float) add_to(in_float);
    }
};

/// Throws where nothing is periodic that could be oversampled, and for more than a period of it.
void expect_oversampling(lowered_problem const& problem, box const& domain, arguments const& with) {
    if (!with.oversampled) return;
    bool periodic = false;
    for (std::size_t axis = 0; axis < static_cast<std::size_t>(problem.unknowns->dimension); ++axis) {
        if (!problem.is_periodic(axis)) continue;
        periodic = true;
        if (static_cast<double>(with.oversampled->layers) * with.oversampled->step >= domain.length(axis))
            throw std::invalid_argument(fmt::format("oversampled: {} layers of {} in a period of {}, expected less",
                                                    with.oversampled->layers, with.oversampled->step,
                                                    domain.length(axis)));
    }
    if (!periodic)
        throw std::invalid_argument("collocate: oversampled is given, but the problem has no periodic condition");
}

/// Layers without activation that make unknowns of all functions, or each of its share
network_layout output_layers(linear_space const& space, unknown_table const& unknowns, std::size_t functions) {
    mlp const layer({}, activation::sin);
    if (space.shares.empty()) return layer.layout(functions, static_cast<std::size_t>(unknowns.size));
    std::vector<mlp_layout> out;
    std::size_t first = 0;
    for (std::size_t k = 0; k < space.shares.size(); first += space.shares[k], ++k)
        out.push_back(layer.layout(space.shares[k], unknowns.components()[k]).reading_from(first));
    return network_layout(std::move(out));
}

}  // namespace

box domain_of(unknown_table const& unknowns, box const& space, arguments const& with) {
    if (space.dimension() != static_cast<std::size_t>(unknowns.dimension))
        throw std::invalid_argument(fmt::format("collocate: the domain has dimension {}, the equation {}",
                                                space.dimension(), unknowns.dimension));
    if (unknowns.time != with.time.has_value())
        throw std::invalid_argument(unknowns.time
                                        ? "collocate: the problem depends on time, pass during{begin, end}"
                                        : "collocate: during{...} given, the problem does not depend on time");
    if (!unknowns.time) return space;
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < space.dimension(); ++i)
        lower.push_back(space.lower(i)), upper.push_back(space.upper(i));
    lower.push_back(with.time->begin), upper.push_back(with.time->end);
    return {lower, upper};
}

discretisation assemble(generated_problem const& generated, box const& domain, layout_for const& layout,
                        arguments with) {
    lowered_problem const& problem = generated.problem;
    std::size_t const conditions = problem.conditions.size();
    if (with.gives("single_precision") && !generated.in_float)
        throw std::invalid_argument(
            "collocate: single_precision is given, but only networks that collocate makes are trained in it; a linear "
            "space is found by one least squares, in double");
    mentioned_names const names(problem);
    with.expect_used(names, conditions);
    expect_oversampling(problem, domain, with);
    auto const weights = weight_of_each("lambda", with.condition_weights, conditions, "conditions");
    assembly all(generated, domain, with);
    all.add_equations(
        weight_of_each("equation_weights", with.equation_weights, problem.components.size(), "equations"));
    for (std::size_t k = 0; k < conditions; ++k) all.add_condition(k, weights[k]);
    with.expect_measured(names);
    auto contradicting = contradictions_of(problem, domain, with.known);
    for (std::string const& sentence : contradicting)
        if (!with.sides.clustered) notice(sentence);
    std::size_t const inputs = all.parts.front()->points().inputs();
    auto system = std::make_unique<collocated_system<double>>(layout(inputs), std::move(all.parts));
    system->set_contradictions(std::move(contradicting));
    std::vector<residual_part<float>*> in_float;
    for (auto const& part : all.in_float) in_float.push_back(part.get());
    system->lay_points_by(points_anew(problem, domain, {with.points, with.sides, with.measured}, with.known,
                                      with.inputs, std::move(all.laid_anew), std::move(in_float)));
    discretisation out{problem, domain, std::move(system), with.known, with.inputs};
    if (generated.in_float)
        out.train_on(std::make_unique<evaluated_in_float>(
            out.system(), std::make_unique<collocated_system<float>>(out.layout(), std::move(all.in_float))));
    with.points = {};
    out.made_by([=, of_inputs = out.layout()](point_choice const& points) {
        arguments other = with;
        other.points = points;
        return assemble(
            generated, domain, [&](std::size_t) { return of_inputs; }, std::move(other));
    });
    return out;
}

discretisation assemble(generated_problem const& problem, box const& domain, linear_space const& space,
                        arguments with) {
    if (space.of_problem) {
        linear_space const itself = space.of_problem(problem, domain, with);
        return assemble(problem, domain, itself, std::move(with));
    }
    if (with.oversampled)
        throw std::invalid_argument("collocate: oversampled is given, but a linear space is not trained");
    space.feed(with.inputs, *problem.problem.unknowns, domain);
    if (!with.gives("points")) {
        with.points = space.points;
        if (!with.gives("side_points")) with.sides = space.sides;
    }
    auto const last_layers = [&](std::size_t inputs) {
        return output_layers(space, *problem.problem.unknowns, inputs);
    };
    return assemble(problem, domain, last_layers, std::move(with));
}

}  // namespace lamina::collocation
