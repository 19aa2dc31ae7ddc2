#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <lamina/discretise/solved.hpp>

namespace lamina::solving {

/// A discretisation and the parameters that were found
struct result {
    std::shared_ptr<discretisation> at;
    std::vector<double> theta;
    bool determined = true;  ///< whether the rows leave no unknown open
    /// What equations and conditions with slopes were multiplied by (linear_space.hpp), and so each row, shape (N,)
    std::function<double(std::span<double const> x)> grade{}, side_grade{};
    std::vector<double> grades{};
    std::vector<double> offset{};  ///< what is added to the rows of the residual, if something is: see slab.hpp

    [[nodiscard]] solved solution() const { return {at, theta}; }
};

/// A function that leaves more of the equations, or of the conditions, is no solution.
inline constexpr double most_of_equation = 3e-2, most_of_condition = 1e-3;

/// With equations and conditions multiplied as they were, at so many points: 0 for 16,384 in one dimension (4,096 where
/// there are more than 600 parameters), else 4,096
remainder remainder_of(result const& of, std::size_t points = 0);
std::string told(lamina::remainder const& left);

}  // namespace lamina::solving
