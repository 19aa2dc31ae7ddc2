#include <lamina/discretise/points_anew.hpp>

#include <lamina/discretise/coercivity.hpp>

namespace lamina::collocation {

namespace {

point_frame plain_frame(lowered_problem const& problem) {
    return {problem.unknowns->dimension, problem.unknowns->time};
}

/// A part with what it is to be moved to
struct move {
    residual_part<double>* part;
    prepared_term to;
    xt::xtensor<double, 1> mean_weights;
};

}  // namespace

quadrature points_of_mean(lowered_condition const& mean, box const& domain, point_choice const& points) {
    auto const axes = static_cast<std::ptrdiff_t>(domain.dimension());
    return quadrature_points(domain, points, std::vector<bool>(mean.periodic.begin(), mean.periodic.begin() + axes));
}

collocated_system<double>::point_layer points_anew(lowered_problem const& problem, box const& domain,
                                                   point_choice const& points, bindings const& known,
                                                   network_inputs const& inputs, std::vector<mean_part> means) {
    using layer = collocated_system<double>::point_layer;
    auto const equations = [=](point_choice const& choice, layer::parts parts) -> move {
        auto const inside = interior_points(domain, choice);
        expect_coercive(problem.equations, inside, known);
        return {parts[0].get(), prepare(problem.equations, inside, plain_frame(problem), known, inputs), {}};
    };
    auto const carry_out = [](std::vector<move> const& moves) {
        for (move const& m : moves) {
            m.part->move_to(m.to.data(m.mean_weights));
            m.part->reading = m.to.reading;
        }
    };
    point_choice const how{.how = points.how, .counts = points.counts};  // given ones are not kept: they only refuse
    auto const anew = [=, means = std::move(means)](std::size_t seed, layer::parts parts) {
        point_choice const choice = laid_anew(how, seed);
        std::vector<move> moves;
        moves.push_back(equations(choice, parts));
        for (auto const& [part, condition] : means) {
            lowered_condition const& c = problem.conditions[condition];
            auto over = points_of_mean(c, domain, choice);
            moves.push_back({parts[part].get(), prepare(c.of, over.points, plain_frame(problem), known, inputs),
                             std::move(over.weights)});
        }
        carry_out(moves);
    };
    auto const at = [=](std::span<double const> given, layer::parts parts) {
        std::vector<move> moves;
        moves.push_back(equations(given_points({given, domain.dimension()}), parts));
        carry_out(moves);
    };
    return {anew, at};
}

}  // namespace lamina::collocation
