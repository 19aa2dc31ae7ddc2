#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xtensor/xtensor.hpp>

#include <lamina/discretise/prepare.hpp>
#include <lamina/dsl/terms/lowered_problem.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/rows/residual_system.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

template <class Real>
class collocated_system;

/// The residual system of a problem at points, for a network or a trial space, with what its names stand for. theta is
/// the network's parameters, then the trained parameters.
class discretisation {
public:
    discretisation(lowered_problem problem, box domain, std::unique_ptr<collocated_system<double>> system,
                   bindings known, network_inputs inputs);
    discretisation(discretisation&&) noexcept;
    ~discretisation();

    /// How it is made at other points
    using maker = std::function<discretisation(point_choice const& points)>;
    void made_by(maker make) { make_ = std::move(make); }
    /// Whether it was made of a network or a space, not of functions that are given (given_functions.hpp)
    [[nodiscard]] bool is_model() const { return static_cast<bool>(make_); }
    /// The same problem at other points, for the same network, its blocks with the weights that they have now
    [[nodiscard]] discretisation at(point_choice const& points) const;

    [[nodiscard]] residual_system<double>& system() { return *rows_; }
    /// The same with its parts, for who includes rows/collocated_system.hpp: compiling that takes longer than the rest
    [[nodiscard]] collocated_system<double>& collocated() { return *system_; }
    /// What training evaluates: `system()`, or another one of the same rows that is given here and may refer to it
    [[nodiscard]] residual_system<double>& trained_on() { return trained_on_ ? *trained_on_ : *rows_; }
    void train_on(std::unique_ptr<residual_system<double>> other) { trained_on_ = std::move(other); }
    [[nodiscard]] unknown_table const& unknowns() const { return *problem_.unknowns; }
    /// Of space and, as its last axis, time
    [[nodiscard]] box const& domain() const { return domain_; }
    [[nodiscard]] bindings const& known() const { return known_; }
    [[nodiscard]] lowered_problem const& problem() const { return problem_; }
    [[nodiscard]] network_layout const& layout() const;
    /// N
    [[nodiscard]] std::size_t rows() const { return rows_->rows(); }
    /// P
    [[nodiscard]] std::size_t parameters() const { return rows_->parameters(); }
    [[nodiscard]] std::size_t equation_blocks() const;
    /// J = dr/dtheta, shape (N, P), by columns; and G = J J^T, shape (N, N)
    [[nodiscard]] xt::xtensor<double, 2, xt::layout_type::column_major> jacobian(std::span<double const> theta);
    [[nodiscard]] xt::xtensor<double, 2> gram(std::span<double const> theta);
    /// What the conditions ask for that cannot be had together, a sentence each: see contradictions.hpp
    [[nodiscard]] std::vector<std::string> const& contradictions() const { return rows_->contradictions(); }

    /// Where training starts, shape (P,): the network's parameters followed by the bound values of the trained
    /// parameters. Throws std::invalid_argument for a network of another size.
    [[nodiscard]] std::vector<double> start(std::vector<double> network) const;
    /// The value in theta of trained parameter number j. Throws std::invalid_argument for a theta that has not P
    /// numbers.
    [[nodiscard]] double found(std::span<double const> theta, int j) const;
    /// Expressions in the unknowns at points of shape (N, D), or (N, D + 1) with time last, and the normal behind where
    /// they read it: shape (expressions, N). Throws std::invalid_argument for points or a theta of another size, no
    /// points, a coordinate that is not finite and, with the point and the subterm, for a value that is not. Cost: one
    /// pass of the network forward.
    [[nodiscard]] xt::xtensor<double, 2> values(lowered_residuals const& of, std::span<double const> theta,
                                                points_view points) const;
    /// The same of the nodes `roots` of a graph, with their plan
    [[nodiscard]] xt::xtensor<double, 2> values(graph::arena& g, graph::id_list const& roots,
                                                graph::term_plan const& plan, std::span<double const> theta,
                                                points_view points) const;
    /// See collocated_problem
    [[nodiscard]] xt::xtensor<double, 1> squares_elsewhere(std::span<double const> theta) const;

    /// d/dtheta of all scalar unknowns at points of shape (N, D): shape (P, unknowns N)
    [[nodiscard]] xt::xtensor<double, 2> unknown_rows(std::span<double const> theta, points_view points) const;

private:
    lowered_problem problem_;
    box domain_;
    std::unique_ptr<collocated_system<double>> system_;
    residual_system<double>* rows_;                        // system_
    std::unique_ptr<residual_system<double>> trained_on_;  // null: system_
    bindings known_;
    network_inputs inputs_;
    maker make_;

    void expect_parameters(std::span<double const> theta, char const* who) const;
    [[nodiscard]] xt::xtensor<double, 2> values(graph::arena& g, graph::id_list const& roots,
                                                graph::term_plan const& plan, std::span<double const> theta,
                                                points_view points, point_frame const& frame) const;
    [[nodiscard]] xt::xtensor<double, 2> values_of_block(graph::arena& g, graph::id_list const& roots,
                                                         graph::term_plan const& plan, std::span<double const> theta,
                                                         std::span<double const> points,
                                                         point_frame const& frame) const;
};

}  // namespace lamina
