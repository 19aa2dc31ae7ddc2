#include <lamina/discretise/points_anew.hpp>

#include <utility>

#include <lamina/discretise/coercivity.hpp>

namespace lamina::collocation {

namespace {

point_frame plain_frame(lowered_problem const& problem) {
    return {problem.unknowns->dimension, problem.unknowns->time};
}

/// The number of a part with what it is to be moved to
struct move {
    std::size_t part;
    prepared_term to;
    xt::xtensor<double, 1> mean_weights;

    template <class Real>
    void carry_out(residual_part<Real>& of) const {
        of.move_to(to.data(mean_weights));
        of.reading = to.reading;
    }
};

}  // namespace

quadrature points_of_mean(lowered_condition const& mean, box const& domain, point_choice const& points) {
    auto const axes = static_cast<std::ptrdiff_t>(domain.dimension());
    return quadrature_points(domain, points, std::vector<bool>(mean.periodic.begin(), mean.periodic.begin() + axes));
}

collocated_system<double>::point_layer points_anew(lowered_problem const& problem, box const& domain, laying how,
                                                   bindings const& known, network_inputs const& inputs,
                                                   std::vector<part_of_condition> conditions,
                                                   std::vector<residual_part<float>*> in_float) {
    using layer = collocated_system<double>::point_layer;
    how.points = {.how = how.points.how, .counts = how.points.counts};  // given ones are not kept: they only refuse
    auto const equations = [=](point_choice const& choice) -> move {
        auto const inside = interior_points(domain, choice);
        expect_coercive(problem.equations, inside, known);
        return {0, prepare(problem.equations, inside, plain_frame(problem), known, inputs), {}};
    };
    auto const condition = [=](part_of_condition const& of, laying const& now) -> move {
        lowered_condition const& c = problem.conditions[of.condition];
        if (c.how == lowered_condition::kind::mean) {
            auto over = points_of_mean(c, domain, now.points);
            return {of.part, prepare(c.of, over.points, plain_frame(problem), known, inputs), std::move(over.weights)};
        }
        point_frame const frame = frame_of_condition(c.of, plain_frame(problem));
        auto const at = place_points(domain, frame, now.sides, known, now.measured)(c.places);
        return {of.part, prepare(c.of, at, frame, known, inputs), {}};
    };
    auto const carry_out = [in_float = std::move(in_float)](std::vector<move> const& moves, layer::parts parts) {
        for (move const& m : moves) {
            m.carry_out(*parts[m.part]);
            if (!in_float.empty()) m.carry_out(*in_float[m.part]);
        }
    };
    auto const anew = [=, conditions = std::move(conditions)](std::size_t seed, layer::parts parts) {
        laying now = how;
        now.points = laid_anew(how.points, seed), now.sides.seed = seed;
        std::vector<move> moves;
        moves.push_back(equations(now.points));
        for (part_of_condition const& of : conditions) moves.push_back(condition(of, now));
        carry_out(moves, parts);
    };
    auto const at = [=](std::span<double const> given, layer::parts parts) {
        std::vector<move> moves;
        moves.push_back(equations(given_points({given, domain.dimension()})));
        carry_out(moves, parts);
    };
    return {anew, at};
}

}  // namespace lamina::collocation
