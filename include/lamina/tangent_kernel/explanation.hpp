#pragma once

#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include <lamina/tangent_kernel/iteration_cost.hpp>
#include <lamina/tangent_kernel/tangent_kernel.hpp>
#include <lamina/tangent_kernel/wave_content.hpp>

namespace lamina {

/// A mode of gradient flow: its part of the residual falls as exp(-rate t).
struct learned_mode {
    double rate = 0;         ///< eigenvalue of K
    double time = 0;         ///< 1 / rate, in time of gradient flow dtheta/dt = -dL/dtheta
    double steps = 0;        ///< time / largest_step, of gradient descent
    /// In one dimension without time, of modes of the equation: the strongest multiple of pi / length; else 0
    double wave_number = 0;
    std::vector<double> share;  ///< of |v_k|^2 in each block; they add up to 1
};

/// How hard a block pulls at the parameters
struct block_pull {
    static constexpr double least = 0.01;
    std::string name;   ///< of the block
    std::string text;   ///< the equation or condition as it prints
    double lambda = 1;
    double trace = 0;   ///< of K_ii: the sum of its rates
    double share = 0;   ///< of the sum of all traces
    double even_lambda = 0;  ///< lambda with which its trace were that of the block that pulls hardest; 0 if none does
    [[nodiscard]] bool neglected() const { return share < least; }
};

/// The smallest scale of the equations along an axis, and what resolves it
struct axis_scale {
    std::string axis;      ///< "x", "x[0]", "t"
    std::string inputs;    ///< all axes, as the arguments of `features`: "x", "x, t"
    double length = 0;     ///< of the domain
    wave_content waves;    ///< of the equations' tables
    std::size_t points = 1;  ///< two for each wave of waves.highest: ceil(highest length / pi), at least 1
    std::string argument;  ///< of the sine that is the fine scale, "x / eps" or "32 * x"; empty without one
    /// The fastest change of an input of an activation along the axis, per unit length: the highest angular wave
    /// number that a sin network starts with. 0 without hidden layers.
    double first_layer = 0;
    double first_layer_scale = 1;  ///< for `glorot`, to reach waves.carrier; 1 where there is no fine scale

    /// Whether the network starts with half the wave number of the fine scale or more
    [[nodiscard]] bool first_layer_reaches() const { return 2 * first_layer >= waves.carrier; }
    /// Whether it starts with four times the highest wave number of the tables, or of four waves, or more
    [[nodiscard]] bool first_layer_overshoots() const;
};

/// What can be said of a training run before it starts: see `explain`.
struct explanation {
    static constexpr double negligible = 1e-12;  ///< rates below it times the largest are rounding errors
    double fastest = 0;       ///< the largest eigenvalue of K
    double slowest = 0;       ///< the smallest that is not negligible
    double stiffness = 0;     ///< fastest / slowest
    std::size_t rank = 0;     ///< eigenvalues that are not negligible
    std::size_t rows = 0;     ///< all eigenvalues
    double largest_step = 0;  ///< 2 / fastest: gradient descent with a longer step diverges
    std::size_t learned = 0;  ///< modes that take at most 10,000 such steps
    std::vector<learned_mode> modes;  ///< the first, at most eight
    std::vector<block_pull> pulls;    ///< for each block
    std::vector<axis_scale> scales;   ///< for each axis, time last
    std::size_t points = 0;           ///< inside the domain
    std::size_t points_needed = 0;    ///< the product of the axes'
    iteration_cost cost;
    std::vector<std::string> contradictions;  ///< of the conditions, see contradictions.hpp

    [[nodiscard]] bool enough_points() const { return points >= points_needed; }
};

/// The part of an explanation that follows from the kernel at theta. `texts`: what each block prints as;
/// `interior`: positions of the first block's rows if they lie on an interval of the given length, else empty.
explanation explain_flow(collocated_system<double>& system, std::span<double const> theta,
                         std::vector<std::string> const& texts, std::span<double const> interior, double length);

/// In words, a claim a line
std::string to_text(explanation const& e);
inline void print(explanation const& e) { std::fputs(to_text(e).c_str(), stdout); }

}  // namespace lamina
