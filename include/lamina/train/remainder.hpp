#pragma once

#include <memory>
#include <string>
#include <vector>

#include <lamina/discretise/solved.hpp>

namespace lamina::solving {

/// A discretisation and the parameters that were found
struct result {
    std::shared_ptr<discretisation> at;
    std::vector<double> theta;
    bool determined = true;  ///< whether the rows leave no unknown open

    [[nodiscard]] solved solution() const { return {at, theta}; }
};

/// What a result leaves of its problem
struct remainder {
    /// The root mean square of left - right over that of the sum of the sizes of its terms, of the equation that is met
    /// worst, at `points` that were not solved at
    double of_equations = 0;
    /// The root mean square over the largest of the solution and of the data, of the condition that is met worst
    double of_conditions = 0;
};
/// points: 0 for 16,384 in one dimension (4,096 where there are more than 600 parameters), else 4,096
remainder remainder_of(result const& of, std::size_t points = 0);
std::string told(remainder const& left);

}  // namespace lamina::solving
