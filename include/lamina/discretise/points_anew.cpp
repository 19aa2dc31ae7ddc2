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
    point_choice const how{.how = points.how, .counts = points.counts};  // given ones are not kept: they only refuse
    return [=, means = std::move(means)](std::size_t seed, auto parts) {
        point_choice const choice = laid_anew(how, seed);
        auto const inside = interior_points(domain, choice);
        expect_coercive(problem.equations, inside, known);
        std::vector<move> moves;
        moves.push_back({parts[0].get(), prepare(problem.equations, inside, plain_frame(problem), known, inputs), {}});
        for (auto const& [part, condition] : means) {
            lowered_condition const& c = problem.conditions[condition];
            auto over = points_of_mean(c, domain, choice);
            moves.push_back({parts[part].get(), prepare(c.of, over.points, plain_frame(problem), known, inputs),
                             std::move(over.weights)});
        }
        for (move const& m : moves) {
            m.part->move_to(m.to.data(m.mean_weights));
            m.part->reading = m.to.reading;
        }
    };
}

}  // namespace lamina::collocation
