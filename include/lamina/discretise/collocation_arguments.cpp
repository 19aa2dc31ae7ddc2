#include <lamina/discretise/collocation_arguments.hpp>

#include <cmath>
#include <stdexcept>

#include <lamina/report/digits.hpp>

namespace lamina::collocation {

arguments::arguments() : points(lamina::points(256)) {}
arguments::arguments(arguments const&) = default;
arguments::arguments(arguments&&) noexcept = default;
arguments::~arguments() = default;

void arguments::take(point_choice const& choice) {
    given_.once("points"), points = choice;
}
void arguments::take(side_points const& choice) {
    given_.once("side_points"), sides = choice;
}
void arguments::take(lambda const& choice) {
    given_.once("lambda"), condition_weights = choice.values;
}
void arguments::take(lamina::equation_weights const& choice) {
    given_.once("equation_weights"), equation_weights = choice.values;
}
void arguments::take(measurements const& m) {
    given_.once("measurements of " + m.name), measured.push_back(m);
}
void arguments::take(random_seed const& choice) {
    given_.once("random_seed"), seed = choice.value;
}
void arguments::take(lamina::accuracy const& choice) {
    given_.once("accuracy");
    if (!(choice.value >= 0 && choice.value <= 1e-3))
        throw std::invalid_argument("accuracy{" + digits(choice.value) + "}: expected more than 0 and at most 0.001");
    if (choice.value > 0) accuracy = choice.value;
}
void arguments::take(second_derivatives_t) {
    given_.once("second_derivatives");
}
void arguments::take(single_precision_t) {
    given_.once("single_precision");
}
void arguments::take(field_values const& f) {
    given_.once("a value of " + f.name), named_fields_.push_back(f.name), known.fields[f.name] = f.values;
}
void arguments::take(bindings const& b) {
    for (auto const& [name, value] : b.parameters) given_.once("a value of " + name), known.parameters[name] = value;
    for (auto const& [name, value] : b.fields) given_.once("a value of " + name), known.fields[name] = value;
}
void arguments::take_parameter(std::string_view given, double value) {
    std::string const name(given);
    given_.once("a value of " + name), named_parameters_.push_back(name), known.parameters[name] = value;
}
void arguments::take_features(std::vector<lowered_expression> of) {
    given_.once("features");
    for (lowered_expression const& input : of) of_features_.add(input);
    inputs.expressions = std::move(of);
}

void arguments::take(during const& choice) {
    given_.once("during");
    if (!(choice.begin < choice.end) || !std::isfinite(choice.begin) || !std::isfinite(choice.end))
        throw std::invalid_argument("during: from " + digits(choice.begin) + " to " + digits(choice.end) +
                                    ", expected finite begin < end");
    time = choice;
}

void arguments::take(lamina::oversampled const& choice) {
    given_.once("oversampled");
    if (choice.layers > 0 && !(choice.step > 0 && std::isfinite(choice.step)))
        throw std::invalid_argument("oversampled: step is " + digits(choice.step) + ", expected a finite number > 0");
    oversampled = choice;
}

void arguments::expect_used(mentioned_names const& by_problem, std::size_t conditions) const {
    mentioned_names all = by_problem;
    all.add(of_features_);
    for (std::string const& name : named_parameters_) all.expect_parameter("collocate", name);
    for (std::string const& name : named_fields_) all.expect_field("collocate", name);
    auto const refuse = [](std::string const& what) { throw std::invalid_argument("collocate: " + what); };
    if (seed) refuse("random_seed is given, but only solve(problem, domain) draws; write frozen(network, {.seed = 3})");
    if (accuracy)
        refuse("accuracy is given, but only solve(problem, domain) and slabs of time look for a space that has it");
    if (given_.has("lambda") && conditions == 0) refuse("lambda is given, but the problem has no conditions");
}

void arguments::expect_measured(mentioned_names const& by_problem) const {
    for (measurements const& m : measured) by_problem.expect_measured("collocate", m.name);
}

}  // namespace lamina::collocation
