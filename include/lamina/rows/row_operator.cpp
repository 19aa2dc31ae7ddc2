#include <lamina/rows/row_operator.hpp>

#include <algorithm>
#include <numeric>

#include <lamina/parallel/line_size.hpp>
#include <lamina/passes/row_register.hpp>

namespace lamina {

template <class Real>
std::vector<std::size_t> row_operator<Real>::points_of(std::size_t row) const {
    std::vector<std::size_t> out;
    for (std::size_t p = row; p < points_.points(); p += points_.rows()) out.push_back(p);
    return out;
}

template <class Real>
void row_operator<Real>::apply(point_block<Real> const& block, std::size_t residuals, Real* f, Real* r,
                               row_sums* sums) const {
    constexpr std::size_t line = line_size<Real>;
    std::size_t const panel = points_.shape().groups * residuals * line;
    for (std::size_t i = 0; i < residuals; ++i) {
        Real squares[line] = {}, of_open[line] = {};
        each_row_register(points_, block.first, block.count, [&](row_register const& rows) {
            Real* const value = f + rows.panel * panel + (rows.group * residuals + i) * line;
            if (points_.panels_per_row() == 2)
                for (std::size_t lane = 0; lane < line; ++lane)
                    value[lane] = value[panel + lane] = value[lane] - value[panel + lane];
            if (open()) {
                Real const* const weights = points_.mean_weights(block.first + rows.panel, rows.group);
                for (std::size_t lane = 0; lane < rows.count; ++lane) of_open[lane] += weights[lane] * value[lane];
                return;
            }
            for (std::size_t lane = 0; lane < rows.count; ++lane) squares[lane] += value[lane] * value[lane];
            if (r != nullptr) std::copy_n(value, rows.count, r + i * points_.rows() + rows.row);
        });
        sums[i].square += static_cast<double>(std::accumulate(squares, squares + line, Real(0)));
        sums[i].open += static_cast<double>(std::accumulate(of_open, of_open + line, Real(0)));
    }
}

template <class Real>
void row_operator<Real>::transpose(point_block<Real> const& block, std::size_t p, std::size_t g, Real scale,
                                   Real const* w, Real* adjoint) const {
    std::size_t const panel = block.first + p, valid = points_.valid_lanes(panel, g);
    Real const factor = open() ? Real(1) : panel % points_.panels_per_row() == 1 ? -scale : scale;
    Real const* const of_rows = open() ? points_.mean_weights(panel, g) : w;
    for (std::size_t lane = 0; lane < valid; ++lane) adjoint[lane] = factor * of_rows[lane];
    std::fill(adjoint + valid, adjoint + line_size<Real>, Real(0));
}

template class row_operator<double>;
template class row_operator<float>;

}  // namespace lamina
