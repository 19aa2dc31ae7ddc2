#include <lamina/network/two_scale_expansion.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include <Eigen/Dense>
#include <xtensor/xtensor.hpp>

#include <lamina/numerics/products.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

using matrix = Eigen::MatrixXd;
using index = Eigen::Index;

constexpr double negligible = 1e-10, negligible_in_layer = 1e-7;  // of the largest coefficient of correctors
constexpr double rounding = 1e-13;

matrix as_matrix(std::span<double const> values, std::size_t rows) {
    return Eigen::Map<matrix const>(values.data(), static_cast<index>(rows), static_cast<index>(values.size() / rows));
}

/// By columns
std::vector<double> flat(corrector_grid::values const& of) {
    return {of.data(), of.data() + of.size()};
}

/// The functions of a line at points, brought into its period, differentiated: shape (size, N)
xt::xtensor<double, 2> wrapped_table(line_functions const& line, std::vector<double> points, int order) {
    double const period = line.map.upper();
    for (double& y : points)
        if (line.map.periodic()) y -= std::floor(y / period) * period;
    return line.derivative(points, order);
}

double largest(matrix const& of) {
    return of.size() == 0 ? 0 : of.cwiseAbs().maxCoeff();
}

}  // namespace

two_scale_expansion::two_scale_expansion(oscillating_operator of, std::vector<wall> walls, source const& phi)
    : of_(std::move(of)), walls_(std::move(walls)), lowest_(phi ? 2 : 1) {
    add_cell(phi);
    for (wall const& beside : walls_)
        if (resolved_) add_layer(beside);
    order_ = lowest_;
    of_.coefficients = {};  // the grids have them now
    for (wall& beside : walls_) beside.condition = {};
}

std::span<double const> two_scale_expansion::part::modes_of(std::array<int, 3> const& nij) const {
    auto const found = std::ranges::find(terms, nij);
    if (found == terms.end()) return {};
    return std::span(modes).subspan(static_cast<std::size_t>(found - terms.begin()) * modes_of_one(), modes_of_one());
}

bool two_scale_expansion::begin(std::size_t first, std::size_t last) {
    for (int n = 1; n <= lowest_; ++n)
        if (!solve(first, last, n)) return false;
    return true;
}

void two_scale_expansion::add_cell(source const& phi) {
    double before = INFINITY;
    for (std::size_t const degree : {7, 11, 15, 19, 23, 31, 47, 63}) {
        parts_.clear();
        parts_.push_back({corrector_grid(of_, degree)});
        part& cell = parts_[0];
        if (phi) {
            auto const y = cell.grid.points();
            phi_ = phi({y.data(), y.size()});
        } else {
            cell.w[{0, 0, 0}] = cell.grid.constant(1);
            cell.terms.push_back({0, 0, 0});
            cell.modes = flat(cell.grid.modes(cell.w[{0, 0, 0}]));
        }
        resolved_ = begin(0, 1);
        double size = 0, tail = 0;
        for (auto const& nij : cell.terms) {
            if (nij[0] == 0) continue;
            matrix const all = as_matrix(cell.modes_of(nij), 2 * degree + 1);
            size = std::max(size, largest(all));
            tail = std::max({tail, largest(all.bottomRows(4)), largest(all.rightCols(4))});
        }
        resolved_ = resolved_ && tail <= negligible * size;
        if (resolved_ || tail > before / 2) return;  // coefficients that jump are not resolved by more
        before = tail;
    }
}

void two_scale_expansion::add_layer(wall const& beside) {
    std::size_t const rows = parts_[0].grid.lines()[0].size(), number = parts_.size();
    double size = 0, periods = 3;
    for (auto const& nij : parts_[0].terms)
        if (nij[0] == lowest_) size = std::max(size, largest(as_matrix(parts_[0].modes_of(nij), rows)));
    for (std::size_t const degree : {31, 39, 47, 63, 79, 95, 127, 191}) {
        if (parts_.size() > number) parts_.pop_back();
        double const depth = periods * of_.period[1 - beside.axis];
        parts_.push_back({corrector_grid(of_, (rows - 1) / 2, beside, depth, degree), depth});
        resolved_ = begin(number, number + 1);
        part const& layer = parts_[number];
        double unresolved = 0, tail = 0;
        for (auto const& nij : layer.terms) {
            unresolved = std::max(unresolved, largest(as_matrix(layer.modes_of(nij), rows).rightCols(4)));
            tail = std::max(tail, layer.grid.tail(layer.w.at(nij)));
        }
        bool const fine = unresolved <= negligible_in_layer * size;
        resolved_ = resolved_ && fine && tail <= negligible_in_layer * size;
        if (resolved_) return;
        if (fine) periods *= 2;
    }
}

std::vector<double> two_scale_expansion::on_wall(wall const& at, std::array<int, 3> const& nij,
                                                 std::array<int, 2> times) const {
    std::size_t const along = 1 - at.axis;
    auto const& lines = parts_[0].grid.lines();
    std::size_t const rows = lines[0].size();
    auto const modes = parts_[0].modes_of(nij);
    if (modes.empty()) return std::vector<double>(rows, 0.0);
    matrix const across = as_matrix(wrapped_table(lines[at.axis], {at.at}, times[at.axis]), 1),
                 beside = as_matrix(wrapped_table(lines[along], lines[along].nodes(rows), times[along]), rows),
                 c = as_matrix(modes, rows);
    matrix const out = beside * (along == 0 ? c : matrix(c.transpose())) * across.transpose();
    return {out.data(), out.data() + out.size()};
}

std::vector<double> two_scale_expansion::given_on_wall(std::size_t number, std::array<int, 3> const& nij) const {
    wall const& at = walls_[number - 1];
    part const& layer = parts_[number];
    auto const& condition = layer.grid.condition();
    if (condition.size() == 0) return on_wall(at, nij);
    std::vector<double> out(condition.shape(1), 0.0);
    double size = 0;
    auto const add = [&](std::size_t k, std::vector<double> const& w) {
        for (std::size_t p = 0; p < w.size(); ++p)
            out[p] += condition(k, p) * w[p], size = std::max(size, std::abs(condition(k, p) * w[p]));
    };
    auto const add_lower = [&](std::size_t k, int i, int j) {
        std::array const lower{nij[0] - 1, i, j};
        add(k, on_wall(at, lower));
        if (auto const w = layer.w.find(lower); w != layer.w.end()) add(k, layer.grid.at_wall(w->second));
    };
    add(0, on_wall(at, nij, {1, 0})), add(1, on_wall(at, nij, {0, 1}));
    add_lower(0, nij[1] - 1, nij[2]), add_lower(1, nij[1], nij[2] - 1), add_lower(2, nij[1], nij[2]);
    double const mean = std::accumulate(out.begin(), out.end(), 0.0) / static_cast<double>(out.size());
    for (double& v : out) v = std::abs(v - mean) > rounding * size ? v - mean : 0;
    return out;
}

bool two_scale_expansion::solve(std::size_t first, std::size_t last, int n) {
    std::vector<std::array<int, 3>> all;
    for (auto const& [i, j] : derivatives(n)) all.push_back({n, i, j});
    std::vector<std::optional<corrector_grid::values>> found((last - first) * all.size());
    default_pool().run(found.size(), [&](std::size_t task, std::size_t) {
        std::size_t const number = first + task / all.size();
        part const& on = parts_[number];
        auto const& nij = all[task % all.size()];
        auto source = on.grid.beside(nij, on.w);
        for (double& v : source) v = -v;
        if (number == 0 && nij == std::array{2, 0, 0})
            for (std::size_t k = 0; k < phi_.size(); ++k) source.data()[k] += phi_[k];
        std::vector<double> trace;
        if (number > 0) trace = given_on_wall(number, nij);
        for (double& v : trace) v = -v;
        found[task] = on.grid.inverse(source, trace);
    });
    for (std::size_t task = 0; task < found.size(); ++task) {
        if (!found[task]) return false;
        auto const& w = *found[task];
        if (std::ranges::all_of(w, [](double v) { return v == 0; })) continue;
        part& on = parts_[first + task / all.size()];
        auto const& nij = all[task % all.size()];
        auto const modes = flat(on.grid.modes(w));
        on.terms.push_back(nij);
        on.modes.insert(on.modes.end(), modes.begin(), modes.end());
        on.w[nij] = w;
    }
    return true;
}

bool two_scale_expansion::keeps_constants() const {
    return std::ranges::none_of(parts_, [](part const& of) {
        return std::ranges::any_of(of.terms, [](auto const& nij) { return nij[0] > 0 && nij[1] + nij[2] == 0; });
    });
}

void two_scale_expansion::extend(int order) {
    for (; order_ < order && resolved_; ++order_)
        resolved_ = solve(0, 1, order_ + 1) && solve(1, parts_.size(), order_ + 1);
}

std::vector<std::array<int, 2>> two_scale_expansion::derivatives(int order) {
    std::vector<std::array<int, 2>> out;
    for (int n = 0; n <= order; ++n)
        for (int j = 0; j <= n; ++j) out.push_back({n - j, j});
    return out;
}

xt::xtensor<double, 4> two_scale_expansion::coefficients(std::span<double const> points, std::array<int, 2> times,
                                                         int order) const {
    constexpr std::size_t block = 128;
    auto const of_p = derivatives(order);
    std::size_t const count = points.size() / 2;
    auto const orders = [&](std::size_t axis) { return static_cast<std::size_t>(times[axis]) + 1; };
    xt::xtensor<double, 4> out({orders(0), orders(1), count, of_p.size()}, 0.0);
    std::vector<double> sums;
    for (std::size_t begin = 0; begin < count; begin += block)
        for (part const& of : parts_) {
            auto const& [rows, columns] = of.grid.lines();
            std::size_t const row = of.grid.row_axis(), width = columns.size();
            std::vector<std::size_t> near;
            std::vector<double> along, across;
            for (std::size_t p = begin; p < std::min(count, begin + block); ++p) {
                double const y = points[2 * p + 1 - row] / of_.eps;
                if (of.depth > 0 && (y < columns.map.lower() || y > columns.map.upper())) continue;
                near.push_back(p);
                along.push_back(points[2 * p + row] / of_.eps), across.push_back(y);
            }
            if (near.empty()) continue;
            std::size_t const n = near.size();
            auto const terms = static_cast<std::size_t>(
                std::ranges::find_if(of.terms, [&](auto const& nij) { return nij[0] > order; }) - of.terms.begin());
            std::vector<xt::xtensor<double, 2>> of_columns;
            for (std::size_t j = 0; j < orders(1 - row); ++j)
                of_columns.push_back(wrapped_table(columns, across, static_cast<int>(j)));
            for (std::size_t i = 0; i < orders(row); ++i) {
                auto const of_rows = wrapped_table(rows, along, static_cast<int>(i));
                sums.resize(terms * width * n);  // over rows: shape (terms, columns, N)
                numerics::set_to_product(sums.data(), n, {of.modes.data(), terms * width, rows.size(), rows.size()},
                                         {of_rows.data(), n, rows.size(), 1, n});
                default_pool().run(orders(1 - row) * of_p.size(), [&](std::size_t task, std::size_t) {
                    std::size_t const place = task % of_p.size(), j = task / of_p.size();
                    for (std::size_t term = 0; term < terms; ++term) {
                        auto const [power, p0, p1] = of.terms[term];
                        if (std::array{p0, p1} != of_p[place]) continue;
                        std::array<double, block> values{};
                        for (std::size_t k = 0; k < width; ++k)
                            for (std::size_t p = 0; p < n; ++p)
                                values[p] += of_columns[j](k, p) * sums[(term * width + k) * n + p];
                        double const scale = std::pow(of_.eps, power - static_cast<int>(i + j));
                        for (std::size_t p = 0; p < n; ++p)
                            out(row == 0 ? i : j, row == 0 ? j : i, near[p], place) += scale * values[p];
                    }
                });
            }
        }
    return out;
}

}  // namespace lamina
