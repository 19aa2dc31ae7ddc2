#include <lamina/network/two_scale_expansion.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Dense>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

using matrix = Eigen::MatrixXd;
using index = Eigen::Index;

constexpr double negligible = 1e-12;  // of the largest coefficient of a corrector

matrix as_matrix(std::vector<double> const& values, std::size_t rows) {
    return Eigen::Map<matrix const>(values.data(), static_cast<index>(rows),
                                    static_cast<index>(values.size() / rows));
}

/// The functions of a line at points, differentiated: shape (N, size)
matrix table_of(line_functions const& line, std::vector<double> points, int order) {
    double const period = line.map.upper();
    for (double& y : points)
        if (line.map.periodic()) y -= std::floor(y / period) * period;
    return as_matrix(line.derivative(points, order), points.size());
}

double largest(matrix const& of) {
    return of.size() == 0 ? 0 : of.cwiseAbs().maxCoeff();
}

/// Whether the last functions along an axis are not needed
bool has_tail(matrix const& modes, bool of_rows, double size) {
    matrix const last = of_rows ? matrix(modes.bottomRows(4)) : matrix(modes.rightCols(4));
    return largest(last) > negligible * size;
}

std::array<std::array<int, 3>, 2> constexpr first_order{{{1, 1, 0}, {1, 0, 1}}};

}  // namespace

two_scale_expansion::two_scale_expansion(oscillating_operator of, std::vector<wall> walls)
    : of_(std::move(of)), walls_(std::move(walls)) {
    add_cell();
    for (wall const& beside : walls_)
        if (resolved_) add_layer(beside);
    order_ = 1;
    of_.coefficients = {};  // the grids have them now
}

void two_scale_expansion::add_cell() {
    for (std::size_t const degree : {7, 11, 15, 19, 23, 31, 47, 63}) {
        parts_.clear();
        parts_.push_back({corrector_grid(of_, degree)});
        resolved_ = solve(0, 0) && solve(0, 1);
        std::size_t const rows = 2 * degree + 1;
        double size = 0;
        for (auto const& nij : first_order) size = std::max(size, largest(as_matrix(parts_[0].modes[nij], rows)));
        for (auto const& nij : first_order) {
            matrix const modes = as_matrix(parts_[0].modes[nij], rows);
            resolved_ = resolved_ && !has_tail(modes, true, size) && !has_tail(modes, false, size);
        }
        if (resolved_) return;
    }
}

void two_scale_expansion::add_layer(wall const& beside) {
    std::size_t const rows = parts_[0].grid.lines()[0].size(), number = parts_.size();
    double periods = 5;
    for (std::size_t const degree : {47, 63, 95, 127, 191}) {
        if (parts_.size() > number) parts_.pop_back();
        double const depth = periods * of_.period[1 - beside.axis];
        parts_.push_back({corrector_grid(of_, (rows - 1) / 2, beside, depth, degree), {}, {}, depth});
        resolved_ = solve(number, 1);
        double size = 0, tail = 0;
        bool fine = true;
        part const& here = parts_[number];
        for (auto const& nij : first_order) size = std::max(size, largest(as_matrix(parts_[0].w[nij], rows)));
        for (auto const& [nij, w] : here.w) {
            tail = std::max(tail, here.grid.tail(w));
            fine = fine && largest(as_matrix(here.modes.at(nij), rows).rightCols(4)) <= 1e3 * negligible * size;
        }
        resolved_ = resolved_ && fine && tail <= 1e3 * negligible * size;
        if (resolved_) return;
        if (fine) periods *= 2;
    }
}

std::vector<double> two_scale_expansion::on_wall(wall const& at, corrector_grid::values const& modes) const {
    std::size_t const along = 1 - at.axis;
    auto const& lines = parts_[0].grid.lines();
    matrix const across = table_of(lines[at.axis], {at.at}, 0),
                 beside = table_of(lines[along], lines[along].nodes(lines[along].size()), 0),
                 c = as_matrix(modes, lines[0].size());
    matrix const out = along == 0 ? matrix(beside * c * across.transpose()) : matrix(beside * c.transpose() * across.transpose());
    return {out.data(), out.data() + out.size()};
}

bool two_scale_expansion::solve(std::size_t number, int n) {
    part& on = parts_[number];
    if (n == 0) {
        if (number == 0) on.w[{0, 0, 0}] = on.grid.constant(1), on.modes[{0, 0, 0}] = on.grid.modes(on.w[{0, 0, 0}]);
        return true;
    }
    for (auto const& [i, j] : derivatives(n)) {
        std::array const nij{n, i, j};
        auto source = on.grid.beside(nij, on.w);
        for (double& v : source) v = -v;
        std::vector<double> trace;
        if (number > 0) {
            auto const chi = parts_[0].modes.find(nij);
            if (chi != parts_[0].modes.end()) trace = on_wall(walls_[number - 1], chi->second);
            trace.resize(parts_[0].grid.lines()[0].size(), 0.0);
            for (double& v : trace) v = -v;
        }
        auto const w = on.grid.inverse(std::move(source), trace);
        if (!w) return false;
        if (std::ranges::all_of(*w, [](double v) { return v == 0; })) continue;
        on.modes[nij] = on.grid.modes(*w);
        on.w[nij] = *w;
    }
    return true;
}

bool two_scale_expansion::keeps_constants() const {
    return std::ranges::none_of(parts_, [](part const& of) {
        return std::ranges::any_of(of.modes, [](auto const& term) {
            auto const [n, i, j] = term.first;
            return n > 0 && i + j == 0;
        });
    });
}

void two_scale_expansion::extend(int order) {
    for (; order_ < order; ++order_)
        for (std::size_t k = 0; k < parts_.size(); ++k) resolved_ = resolved_ && solve(k, order_ + 1);
}

std::vector<std::array<int, 2>> two_scale_expansion::derivatives(int order) {
    std::vector<std::array<int, 2>> out;
    for (int n = 0; n <= order; ++n)
        for (int j = 0; j <= n; ++j) out.push_back({n - j, j});
    return out;
}

std::vector<double> two_scale_expansion::coefficients(std::span<double const> points, std::array<int, 2> times,
                                                      int order) const {
    constexpr std::size_t block = 256;
    std::size_t const count = points.size() / 2, terms = derivatives(order).size();
    std::vector<double> out(count * terms, 0.0);
    default_pool().run((count + block - 1) / block, [&](std::size_t b, std::size_t) {
        for (part const& of : parts_) {
            std::vector<std::size_t> near;
            std::array<std::vector<double>, 2> y;
            for (std::size_t p = b * block; p < std::min(count, (b + 1) * block); ++p) {
                std::array const at{points[2 * p] / of_.eps, points[2 * p + 1] / of_.eps};
                auto const& across = of.grid.lines()[1].map;
                double const depth = at[1 - of.grid.row_axis()];
                if (of.depth > 0 && (depth < across.lower() || depth > across.upper())) continue;
                near.push_back(p);
                for (std::size_t k : {0, 1}) y[k].push_back(at[k == 0 ? of.grid.row_axis() : 1 - of.grid.row_axis()]);
            }
            if (near.empty()) continue;
            std::size_t const row = of.grid.row_axis();
            matrix const rows = table_of(of.grid.lines()[0], y[0], times[row]),
                         columns = table_of(of.grid.lines()[1], y[1], times[1 - row]);
            for (auto const& [nij, modes] : of.modes) {
                auto const [n, i, j] = nij;
                if (n > order) continue;
                Eigen::VectorXd const values =
                    (rows * as_matrix(modes, static_cast<std::size_t>(rows.cols()))).cwiseProduct(columns).rowwise().sum();
                double const scale = std::pow(of_.eps, n - times[0] - times[1]);
                auto const place = static_cast<std::size_t>((i + j) * (i + j + 1) / 2 + j);
                for (std::size_t k = 0; k < near.size(); ++k)
                    out[near[k] * terms + place] += scale * values[static_cast<index>(k)];
            }
        }
    });
    return out;
}

}  // namespace lamina
