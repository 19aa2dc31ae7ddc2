#include <lamina/discretise/collocation_arguments.hpp>

#include <cmath>
#include <stdexcept>

#include <lamina/report/digits.hpp>

namespace lamina::collocation {

void arguments::take(during const& choice) {
    given_.once("during");
    if (!(choice.begin < choice.end) || !std::isfinite(choice.begin) || !std::isfinite(choice.end))
        throw std::invalid_argument("during: from " + digits(choice.begin) + " to " + digits(choice.end) +
                                    ", expected finite begin < end");
    time = choice;
}

void arguments::expect_used(mentioned_names const& by_problem, std::size_t conditions) const {
    mentioned_names all = by_problem;
    all.add(of_features_);
    for (std::string const& name : named_parameters_) all.expect_parameter("collocate", name);
    for (std::string const& name : named_fields_) all.expect_field("collocate", name);
    auto const refuse = [](std::string const& what) { throw std::invalid_argument("collocate: " + what); };
    if (given_.has("lambda") && conditions == 0) refuse("lambda is given, but the problem has no conditions");
    if (inputs.space && inputs.expressions) refuse("features are given, but a chebyshev space has no inputs to feed");
}

void arguments::expect_measured(mentioned_names const& by_problem) const {
    for (measurements const& m : measured) by_problem.expect_measured("collocate", m.name);
}

}  // namespace lamina::collocation
