#pragma once

#include <limits>
#include <string>

namespace lamina {

/// What a solution leaves of its problem
struct remainder {
    /// The root mean square of left - right over that of the sum of the sizes of its terms, of the equation that is met
    /// worst, at points that were not solved at
    double of_equations = 0;
    /// The root mean square over the largest of the solution and of the data, of the condition that is met worst
    double of_conditions = 0;
};

/// What speaks for a solution that `solve` found, and against it
struct evidence {
    std::string space;  ///< in which it was found, in words; empty where it was not found by `solve`
    /// The largest difference to a solution in fewer functions, of another draw where they are random, relative to its
    /// largest value; NaN where there was no other
    double difference = std::numeric_limits<double>::quiet_NaN();
    remainder left;
    /// Whether the solution may be spurious: a difference above 1e-4, more than 1e-3 of an equation or 1e-4 of a
    /// condition left, or 1e5 times as much of an equation as the solution still changes by
    bool alarm = false;
};

}  // namespace lamina
