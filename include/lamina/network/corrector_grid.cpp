#include <lamina/network/corrector_grid.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <Eigen/Dense>
#include <xtensor/xtensor.hpp>

#include <lamina/numerics/gmres.hpp>

namespace lamina {

namespace {

using matrix = Eigen::MatrixXd;
using index = Eigen::Index;

index at(std::size_t k) {
    return static_cast<index>(k);
}

/// The functions of a line at points, differentiated: shape (N, size)
matrix table_of(line_functions const& line, std::vector<double> const& points, int order) {
    auto const all = line.derivative(points, order);
    return Eigen::Map<matrix const>(all.data(), at(points.size()), at(line.size()));
}

/// As many as functions: equispaced, or Chebyshev points with both ends
std::vector<double> nodes_of(line_functions const& line) {
    std::size_t const n = line.size();
    if (line.map.periodic()) return line.nodes(n);
    std::vector<double> out;
    for (std::size_t k = 0; k < n; ++k) {
        double const t = std::numbers::pi * static_cast<double>(k) / static_cast<double>(n - 1);
        out.push_back(line.map.lower() + (line.map.upper() - line.map.lower()) * (1 - std::cos(t)) / 2);
    }
    return out;
}

line_functions around(double period, std::size_t degree) {
    return {axis_map(0, period, true), degree};
}

}  // namespace

struct corrector_grid::matrices {
    std::array<std::array<matrix, 2>, 2> a;  // by axes of space
    std::array<matrix, 2> b;
    matrix r;
    std::array<matrix, 2> to_modes, slope;  // of rows and of columns
    std::vector<matrix> inverse;            // for each mode of rows, of the operator with the mean coefficients
    matrix of_modes;                        // of rows
    matrix beta;                            // at the wall, by axes of space; empty where u is given
    index near = 0, far = 0;                // columns at the wall and farthest from it
    std::size_t row_axis = 0;

    [[nodiscard]] matrix along(std::size_t axis, matrix const& w) const {
        return axis == row_axis ? matrix(slope[0] * w) : matrix(w * slope[1].transpose());
    }
    [[nodiscard]] matrix elliptic(matrix const& w) const {
        std::array const slopes{along(0, w), along(1, w)};
        matrix out = matrix::Zero(w.rows(), w.cols());
        for (std::size_t k : {0, 1}) out += along(k, a[k][0].cwiseProduct(slopes[0]) + a[k][1].cwiseProduct(slopes[1]));
        return out;
    }
    /// The rows of a strip that are conditions: at the wall and, no slope, far from it. A slope at the wall is given up
    /// to a constant, that a mean of 0 far away takes the place of.
    void set_ends(matrix const& w, matrix& out) const {
        out.col(near) = w.col(near);
        out.col(far) = w * slope[1].row(far).transpose();
        if (beta.size() == 0) return;
        Eigen::VectorXd const slopes =
            beta.col(at(row_axis)).cwiseProduct(slope[0] * w.col(near)) +
            beta.col(at(1 - row_axis)).cwiseProduct(w * slope[1].row(near).transpose());
        out.col(near) = slopes.array() - slopes.mean() + w.col(far).mean();
    }
};

corrector_grid::corrector_grid(oscillating_operator const& of, std::array<line_functions, 2> lines,
                               std::size_t row_axis, std::optional<wall> beside)
    : lines_(std::move(lines)),
      row_axis_(row_axis),
      rows_(lines_[0].size()),
      columns_(lines_[1].size()),
      wall_(beside),
      in_(std::make_unique<matrices>()) {
    matrices& in = *in_;
    in.row_axis = row_axis;
    std::array const nodes{nodes_of(lines_[0]), nodes_of(lines_[1])};
    for (std::size_t k : {0, 1}) {
        in.to_modes[k] = table_of(lines_[k], nodes[k], 0).inverse();
        in.slope[k] = table_of(lines_[k], nodes[k], 1) * in.to_modes[k];
    }
    in.of_modes = table_of(lines_[0], nodes[0], 0);
    auto const y = points();
    auto const coefficients = of.coefficients({y.data(), y.size()});
    auto const coefficient = [&](std::size_t k) {
        return matrix(Eigen::Map<matrix const>(coefficients.data() + k * rows_ * columns_, at(rows_), at(columns_)));
    };
    in.a = {{{coefficient(0), coefficient(1)}, {coefficient(2), coefficient(3)}}};
    in.b = {coefficient(4), coefficient(5)};
    in.r = coefficient(6);
    if (wall_) in.near = wall_->box_above ? 0 : at(columns_ - 1), in.far = at(columns_ - 1) - in.near;
    if (wall_ && wall_->condition) {
        auto const along = wall_points();
        condition_ = wall_->condition({along.data(), along.size()});
        wall_->condition = {};  // what it refers to need not outlive the grid
        in.beta = Eigen::Map<matrix const>(condition_.data(), at(rows_), 2);
    }

    double const a_rows = in.a[row_axis][row_axis].mean(), a_columns = in.a[1 - row_axis][1 - row_axis].mean();
    matrix const second = in.slope[1] * in.slope[1];
    for (std::size_t k = 0; k < rows_; ++k) {
        double const wave = 2 * std::numbers::pi * static_cast<double>(lines_[0].degree_of(k)) / lines_[0].map.upper();
        matrix m = a_columns * second - a_rows * wave * wave * matrix::Identity(second.rows(), second.cols());
        if (wall_) {
            m.row(in.far) = in.slope[1].row(in.far);
            m.row(in.near).setZero();
            if (in.beta.size() == 0)
                m(in.near, in.near) = 1;
            else if (k == 0)
                m(in.near, in.far) = 1;
            else
                m.row(in.near) = in.beta.col(at(1 - row_axis)).mean() * in.slope[1].row(in.near);
        } else if (k == 0) {
            m.array() += 1 / static_cast<double>(columns_);  // the mean, which nothing else sees
        }
        in.inverse.push_back(m.inverse());
    }
}

corrector_grid::corrector_grid(oscillating_operator const& of, std::size_t degree)
    : corrector_grid(of, {around(of.period[0], degree), around(of.period[1], degree)}, 0, std::nullopt) {}

corrector_grid::corrector_grid(oscillating_operator const& of, std::size_t degree, wall const& beside, double depth,
                               std::size_t depth_degree)
    : corrector_grid(of,
                     {around(of.period[1 - beside.axis], degree),
                      line_functions{axis_map(beside.box_above ? beside.at : beside.at - depth,
                                              beside.box_above ? beside.at + depth : beside.at, false),
                                     depth_degree}},
                     1 - beside.axis, beside) {}

corrector_grid::~corrector_grid() = default;
corrector_grid::corrector_grid(corrector_grid&&) noexcept = default;

xt::xtensor<double, 2> corrector_grid::points() const {
    auto const rows = nodes_of(lines_[0]), columns = nodes_of(lines_[1]);
    auto out = xt::xtensor<double, 2>::from_shape({rows_ * columns_, 2});
    for (std::size_t k = 0; k < columns_; ++k)
        for (std::size_t i = 0; i < rows_; ++i)
            out(k * rows_ + i, row_axis_) = rows[i], out(k * rows_ + i, 1 - row_axis_) = columns[k];
    return out;
}

corrector_grid::values corrector_grid::constant(double c) const {
    return values(values::shape_type{rows_, columns_}, c);
}

corrector_grid::values corrector_grid::beside(std::array<int, 3> const& nij, table const& w) const {
    values out = constant(0);
    Eigen::Map<matrix> sum(out.data(), at(rows_), at(columns_));
    auto const with = [&](int orders, std::array<int, 2> derivatives, auto const& use) {
        auto const found = w.find({nij[0] - orders, nij[1] - derivatives[0], nij[2] - derivatives[1]});
        if (found != w.end()) use(matrix(Eigen::Map<matrix const>(found->second.data(), at(rows_), at(columns_))));
    };
    matrices const& in = *in_;
    with(1, {0, 0}, [&](matrix const& of) {
        for (std::size_t k : {0, 1}) sum -= in.b[k].cwiseProduct(in.along(k, of));
    });
    with(2, {0, 0}, [&](matrix const& of) { sum -= in.r.cwiseProduct(of); });
    for (std::size_t i : {0, 1}) {
        std::array const once{i == 0 ? 1 : 0, i == 0 ? 0 : 1};
        with(1, once, [&](matrix const& of) {
            for (std::size_t k : {0, 1})
                sum += in.along(k, in.a[k][i].cwiseProduct(of)) + in.a[i][k].cwiseProduct(in.along(k, of));
        });
        with(2, once, [&](matrix const& of) { sum -= in.b[i].cwiseProduct(of); });
        for (std::size_t j : {0, 1})
            with(2, {once[0] + (j == 0 ? 1 : 0), once[1] + (j == 0 ? 0 : 1)},
                 [&](matrix const& of) { sum += in.a[i][j].cwiseProduct(of); });
    }
    return out;
}

std::optional<corrector_grid::values> corrector_grid::inverse(values const& source,
                                                              std::span<double const> trace) const {
    matrices const& in = *in_;
    using flat = std::vector<double>;  // of which GMRES knows no shape
    auto const as_matrix = [&](flat& v) {
        v.resize(rows_ * columns_);
        return Eigen::Map<matrix>(v.data(), at(rows_), at(columns_));
    };
    auto const apply = [&](flat const& v, flat& out) {
        matrix const w = Eigen::Map<matrix const>(v.data(), at(rows_), at(columns_));
        matrix image = in.elliptic(w);
        if (wall_)
            in.set_ends(w, image);
        else
            image.array() += w.mean();
        as_matrix(out) = image;
    };
    auto const precondition = [&](flat const& r, flat& out) {
        matrix const modes = in.to_modes[0] * Eigen::Map<matrix const>(r.data(), at(rows_), at(columns_));
        matrix solved(modes.rows(), modes.cols());
        for (std::size_t k = 0; k < rows_; ++k)
            solved.row(at(k)) = (in.inverse[k] * modes.row(at(k)).transpose()).transpose();
        as_matrix(out) = in.of_modes * solved;
    };
    flat given(source.data(), source.data() + source.size()), w(source.size(), 0.0), image;
    auto right = as_matrix(given);
    if (wall_) {
        right.col(in.near) = Eigen::Map<Eigen::VectorXd const>(trace.data(), at(trace.size()));
        if (in.beta.size() > 0) right.col(in.near).array() -= right.col(in.near).mean();
        right.col(in.far).setZero();
    } else {
        right.array() -= right.mean();
    }
    double const size = right.norm();
    if (size == 0) return constant(0);
    gmres(apply, precondition, given, w, 1e-12, 400);
    apply(w, image);
    if (!((as_matrix(image) - right).norm() <= 1e-9 * size)) return std::nullopt;
    auto result = as_matrix(w);
    result.array() -= wall_ ? result.col(in.far).mean() : result.mean();
    values out = constant(0);
    std::ranges::copy(w, out.data());
    return out;
}

xt::xtensor<double, 2> corrector_grid::wall_points() const {
    auto const rows = nodes_of(lines_[0]);
    auto out = xt::xtensor<double, 2>::from_shape({rows_, 2});
    for (std::size_t i = 0; i < rows_; ++i) out(i, row_axis_) = rows[i], out(i, 1 - row_axis_) = wall_->at;
    return out;
}

std::vector<double> corrector_grid::at_wall(values const& w) const {
    auto const* const column = w.data() + static_cast<std::size_t>(in_->near) * rows_;
    return {column, column + rows_};
}

corrector_grid::values corrector_grid::modes(values const& w) const {
    values out = constant(0);
    Eigen::Map<matrix>(out.data(), at(rows_), at(columns_)) =
        in_->to_modes[0] * Eigen::Map<matrix const>(w.data(), at(rows_), at(columns_)) * in_->to_modes[1].transpose();
    return out;
}

double corrector_grid::tail(values const& w) const {
    auto const end = Eigen::Map<matrix const>(w.data(), at(rows_), at(columns_)).col(in_->far);
    return (end.array() - end.mean()).abs().maxCoeff();
}

}  // namespace lamina
