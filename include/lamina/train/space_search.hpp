#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include <lamina/train/freedom.hpp>
#include <lamina/train/in_space.hpp>

/// The search for a solution in spaces of more and more functions.
namespace lamina::solving {

/// A solution with what its space is, how free it is (freedom.hpp), and the same problem in more functions
struct attempt {
    result found;
    std::string text;
    std::function<double(result const&)> freedom = [](result const& of) { return solving::freedom(of); };
    std::function<attempt()> richer{};
    bool aims_nearer = false;  ///< whether the next one aims at a smaller error: a small gain is no reason to end
};

/// The best of a row of spaces, each with more functions than the one before
struct candidate : attempt {
    double difference = std::numeric_limits<double>::infinity();  ///< largest, to the one before, relative to the
                                                                  ///< largest value
    remainder left;
    double absurd = std::numeric_limits<double>::infinity();  ///< what the last one left, if that was absurd
    bool crawls = false;  ///< whether it came nearer too slowly for more functions to be worth it
    double enough = 1e-10;

    /// Whether it differs from the one before by at most 1e-3, and leaves at most 3e-2 of each equation and 1e-3 of
    /// each condition
    [[nodiscard]] bool acceptable() const;
    /// The same with a difference that is enough
    [[nodiscard]] bool settled() const;
    /// What is acceptable before what is not, then what differs less
    [[nodiscard]] bool better_than(candidate const& other) const;
    /// Whether another solution can be added without a trace, or with one that more functions wipe out
    [[nodiscard]] bool is_one_of_many() const;
};

/// Of attempts 0, 1, ..., count - 1, each given what the one before it found, until there is no further one, until one
/// is settled, by the accuracy that is asked for or 1e-10, until they come nearer too slowly for more functions to be
/// worth it (a difference below 2e-5 that has not fallen by a factor of 4, unless the next aims nearer), or until there
/// is no hope: one is absurd (in_space.hpp) that only the last could agree with, or of a nonlinear problem two are that
/// follow each other, the later one, which is none of the first two, leaving more than half as much (`absurd_before` is
/// what one before the first left, if it goes on from there). Throws no_solution where the first attempt at a linear
/// problem leaves unknowns open.
candidate best_of(problem_in_space const& of, std::size_t count,
                  std::function<std::optional<attempt>(std::size_t, result const* before)> const& attempts,
                  double absurd_before = std::numeric_limits<double>::infinity());

/// The largest difference, relative to the largest value of the second
double distance(std::span<double const> a, std::span<double const> b);
/// Of two solutions, at the 2,000 points at which `best_of` compares them
double distance(problem_in_space const& of, result const& a, result const& b);

/// Throws no_solution: it is one of many, with what may be missing.
[[noreturn]] void refuse_many(problem_in_space const& of, solved one);

/// Of the first unknown
std::string name_of(problem_in_space const& of);

}  // namespace lamina::solving
