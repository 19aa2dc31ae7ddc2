#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <lamina/discretise/discretisation.hpp>
#include <lamina/discretise/evidence.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/sample/points_view.hpp>

namespace lamina {

/// A discretisation with its parameters: a solution without its type. Or several, each for a slab of time.
class solved {
public:
    struct slab {
        std::shared_ptr<discretisation const> at;
        std::vector<double> theta;
    };
    /// Throws std::invalid_argument for a theta that has not P numbers or one that is not finite.
    solved(std::shared_ptr<discretisation const> at, std::vector<double> theta, lamina::evidence of = {});

    /// In slabs that follow each other in time, of one problem; where two meet the earlier one counts
    explicit solved(std::vector<slab> slabs, lamina::evidence of = {});

    /// Of the first slab
    [[nodiscard]] discretisation const& at() const { return *slabs_.front().at; }
    /// Of all slabs, one after the other
    [[nodiscard]] std::span<double const> theta() const { return theta_; }
    /// Of all slabs
    [[nodiscard]] box const& domain() const { return domain_; }
    [[nodiscard]] lamina::evidence const& evidence() const { return evidence_; }
    /// Expressions at points, shape (expressions, N): see discretisation::values
    [[nodiscard]] xt::xtensor<double, 2> values(lowered_residuals const& of, points_view points) const;
    /// All scalar unknowns at points of shape (N, D), shape (unknowns, N)
    [[nodiscard]] xt::xtensor<double, 2> unknowns(points_view points) const;
    /// Scalar unknown number k, differentiated times[i] times along axis i of space or, as the last, time; shape (N,).
    /// Throws std::invalid_argument for more than four derivatives in all.
    [[nodiscard]] xt::xtensor<double, 1> derivative(int k, points_view points, std::span<int const> times) const;
    /// What the values of expressions may be off by: that of the absolute values of their terms, which may cancel, a
    /// digit for each derivative in them, and as much again in each slab
    [[nodiscard]] double rounding(lowered_residuals const& of) const;
    /// A scalar expression in the unknowns as a field of another problem, with its derivatives; keeps the
    /// discretisation
    [[nodiscard]] bindings::field field(lowered_residuals const& of) const;

private:
    std::vector<slab> slabs_;
    std::vector<double> theta_;
    box domain_;
    lamina::evidence evidence_;

    [[nodiscard]] xt::xtensor<double, 2> values(graph::arena& g, graph::id_list const& roots,
                                                graph::term_plan const& plan, points_view points) const;
};

}  // namespace lamina
