#pragma once

#include <cstddef>
#include <span>

#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/passes/panel_shape.hpp>

namespace lamina {

/// How points make rows of the residual.
enum class combination {
    each,        ///< row n = F(p_n)
    difference,  ///< M points, M / 2 rows: row n = F(p_n) - F(p_(n + M/2)), a periodic condition
    mean         ///< one row: the mean of F over the domain, the sum of F at the points times their weights
};

/// What is known at the points before theta: arrays of double, the last index running over the points.
struct point_data {
    std::size_t points = 0;
    std::size_t inputs = 1;
    std::span<double const> jets{};          ///< (inputs, channels, points): the jets of the network's inputs
    std::span<double const> weights{};       ///< (weights, points): the weights of collapsed channels
    std::span<double const> tables{};        ///< (tables, points): what F reads
    std::span<double const> mean_weights{};  ///< (points,): of F in a mean; empty: 1 / points
    std::span<double const> given{};  ///< (outputs, channels, points): what is added to the jets of the network's
                                      ///< outputs; empty: nothing
};

/// The data of `point_data` in the order in which the kernels read it, converted to Real.
///
/// Points fill lanes, lanes panels; with combination::difference p_n lies in panel 2i and p_(n + M/2) at the
/// same place of panel 2i + 1, so that a row never leaves a pair of panels. The last panel repeats its last
/// point in the lanes left over: no arithmetic there can fail where it does not fail elsewhere.
template <class Real>
class point_set {
public:
    /// Throws std::invalid_argument if an array has not the size given by its shape, if there is no point, or if
    /// the number of points is odd with combination::difference.
    point_set(point_data const& data, panel_shape shape, std::size_t weights, std::size_t tables, combination how);

    /// Outputs to which something is given: all or none
    [[nodiscard]] std::size_t given_outputs() const { return given_outputs_; }

    /// Other points in place of these, as many and of as many inputs. Throws as the constructor, before anything
    /// changes.
    void move_to(point_data const& data);

    [[nodiscard]] std::size_t points() const { return points_; }
    [[nodiscard]] combination how() const { return how_; }
    [[nodiscard]] panel_shape shape() const { return shape_; }
    [[nodiscard]] std::size_t inputs() const { return inputs_; }
    [[nodiscard]] std::size_t panels() const { return panels_; }
    /// Panels that a row spans: 2 with combination::difference, else 1.
    [[nodiscard]] std::size_t panels_per_row() const { return how_ == combination::difference ? 2 : 1; }
    /// Rows of the residual.
    [[nodiscard]] std::size_t rows() const { return how_ == combination::mean ? 1 : points_ / panels_per_row(); }
    /// Index among its half (difference) or all points of the first point of a group of lanes, and how many of
    /// the lanes hold a point of their own.
    [[nodiscard]] std::size_t first_point(std::size_t panel, std::size_t group) const {
        return (panel / panels_per_row() * shape_.groups + group) * shape_.lanes;
    }
    [[nodiscard]] std::size_t valid_lanes(std::size_t panel, std::size_t group) const {
        std::size_t const half = points_ / panels_per_row(), first = first_point(panel, group);
        return first >= half ? 0 : (half - first < shape_.lanes ? half - first : shape_.lanes);
    }

    /// Where a point lies
    struct place {
        std::size_t panel, group, lane;
    };
    [[nodiscard]] place place_of(std::size_t point) const {
        std::size_t const half = points_ / panels_per_row(), at = point % half, register_ = at / shape_.lanes;
        return {register_ / shape_.groups * panels_per_row() + point / half, register_ % shape_.groups,
                at % shape_.lanes};
    }

    /// The input jets of a panel: [input][group][channel][lane].
    [[nodiscard]] Real const* jets(std::size_t panel) const { return jets_.data() + panel * inputs_ * shape_.row(); }
    /// Adds what is given to the output jets of a block, [panel][output][group][channel][lane].
    void add_given(std::size_t first, std::size_t count, Real* values) const;
    /// [weight][lane]
    [[nodiscard]] Real const* weights(std::size_t panel, std::size_t group) const {
        return weights_.data() + (panel * shape_.groups + group) * weight_count_ * shape_.lanes;
    }
    /// [table][lane]
    [[nodiscard]] Real const* tables(std::size_t panel, std::size_t group) const {
        return tables_.data() + (panel * shape_.groups + group) * table_count_ * shape_.lanes;
    }
    /// With combination::mean the weights of the points in it, [lane], 0 in lanes that hold no point of their own
    [[nodiscard]] Real const* mean_weights(std::size_t panel, std::size_t group) const {
        return mean_weights_.data() + (panel * shape_.groups + group) * shape_.lanes;
    }

private:
    std::size_t points_, inputs_, weight_count_, table_count_, given_outputs_, panels_;
    panel_shape shape_;
    combination how_;
    aligned_vector<Real> jets_, weights_, tables_, mean_weights_, given_;

    void check(point_data const& data) const;
    void fill(point_data const& data);
};

/// Panels first .. first + count - 1 of a point set: what passes through all layers at a time.
template <class Real>
struct point_block {
    point_set<Real> const& points;
    std::size_t first = 0;
    std::size_t count = 0;
};

extern template class point_set<double>;
extern template class point_set<float>;

}  // namespace lamina
