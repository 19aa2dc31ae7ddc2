#include "../catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina/parallel/line_size.hpp>
#include <lamina/rows/row_operator.hpp>

// r = R F block by block, against R as a matrix written from the definition of `combination`.

using namespace lamina;

namespace {

/// Numbers that look random, none of them 0
double number(std::size_t i) {
    return std::sin(1 + 37.7 * static_cast<double>(i));
}

struct rows_of_points {
    std::size_t points, residuals, groups;
    combination how;

    std::vector<double> const jets = std::vector<double>(points, 1.0);
    std::vector<double> const weights = [this] {
        std::vector<double> out;
        for (std::size_t p = 0; p < points; ++p) out.push_back(number(p + 1000));
        return out;
    }();
    point_set<double> const set{{points, 1, jets, {}, {}, weights}, {1, line_size<double>, groups}, 0, 0, how};
    row_operator<double> const rows{set};

    /// R(row, point)
    [[nodiscard]] double entry(std::size_t row, std::size_t point) const {
        if (how == combination::mean) return weights[point];
        if (how == combination::each) return row == point ? 1 : 0;
        return row == point ? 1 : row + points / 2 == point ? -1 : 0;
    }
    [[nodiscard]] static double value(std::size_t residual, std::size_t point) { return number(residual + 7 * point); }
    [[nodiscard]] double expected(std::size_t residual, std::size_t row) const {
        double sum = 0;
        for (std::size_t p = 0; p < points; ++p) sum += entry(row, p) * value(residual, p);
        return sum;
    }
    /// body(block, F of the block), `panels` panels at a time; lanes without a point of their own hold 1e6.
    template <class Body>
    void each_block(std::size_t panels, Body&& body) const {
        for (std::size_t first = 0; first < set.panels(); first += panels) {
            std::size_t const count = std::min(panels, set.panels() - first);
            std::vector<double> f(count * groups * residuals * line_size<double>, 1e6);
            for (std::size_t p = 0; p < points; ++p) {
                auto const [panel, group, lane] = set.place_of(p);
                for (std::size_t i = 0; i < residuals && first <= panel && panel < first + count; ++i)
                    f[at(panel - first, group, i, lane)] = value(i, p);
            }
            body(point_block<double>{set, first, count}, f);
        }
    }
    [[nodiscard]] std::size_t at(std::size_t p, std::size_t g, std::size_t i, std::size_t lane) const {
        return ((p * groups + g) * residuals + i) * line_size<double> + lane;
    }
};

template <class Check>
void each_case(Check&& check) {
    for (combination const how : {combination::each, combination::difference, combination::mean})
        for (std::size_t const points : {2u, 16u, 34u, 130u})
            for (std::size_t const groups : {1u, 4u})
                for (std::size_t const residuals : {1u, 2u})
                    if (how != combination::mean || residuals == 1) {
                        CAPTURE(static_cast<int>(how), points, groups, residuals);
                        check(rows_of_points{points, residuals, groups, how});
                    }
}

}  // namespace

TEST_CASE("Rows are R times the values at the points, whatever the blocks", "[rows]") {
    each_case([](rows_of_points const& of) {
        for (std::size_t const panels : {2u, 6u, 100u}) {
            std::vector<double> r(of.residuals * of.set.rows(), -7);
            std::vector<row_sums> sums(of.residuals);
            of.each_block(panels, [&](point_block<double> const& block, std::vector<double>& f) {
                of.rows.apply(block, of.residuals, f.data(), r.data(), sums.data());
                for (std::size_t row = 0; row < of.rows.closed(); ++row)
                    for (std::size_t const point : of.rows.points_of(row)) {
                        auto const [panel, group, lane] = of.set.place_of(point);
                        if (panel < block.first || panel >= block.first + block.count) continue;
                        CHECK(f[of.at(panel - block.first, group, 0, lane)] ==
                              Approx(of.expected(0, row)).margin(1e-14));
                    }
            });
            for (std::size_t i = 0; i < of.residuals; ++i) {
                double squares = 0;
                for (std::size_t row = 0; row < of.set.rows(); ++row) {
                    double const expected = of.expected(i, row);
                    squares += expected * expected;
                    if (row < of.rows.closed())
                        CHECK(r[i * of.set.rows() + row] == Approx(expected).margin(1e-14));
                    else
                        CHECK(sums[i].open == Approx(expected).margin(1e-13));
                }
                CHECK(sums[i].squares() == Approx(squares).margin(1e-13));
            }
        }
    });
}

TEST_CASE("Adjoints of the values are R^T times those of the rows, 1 for an open row", "[rows]") {
    each_case([](rows_of_points const& of) {
        std::size_t const half = of.points / of.set.panels_per_row();
        std::vector<double> w(of.set.panels() * of.groups * line_size<double>);
        for (std::size_t i = 0; i < w.size(); ++i) w[i] = number(i + 99);
        of.each_block(4, [&](point_block<double> const& block, std::vector<double> const&) {
            for (std::size_t p = 0; p < block.count; ++p)
                for (std::size_t g = 0; g < of.groups; ++g) {
                    double adjoint[line_size<double>];
                    std::size_t const first = of.set.first_point(block.first + p, g);
                    of.rows.transpose(block, p, g, 2.5, w.data() + first, adjoint);
                    for (std::size_t lane = 0; lane < line_size<double>; ++lane) {
                        std::size_t const point = first + lane + (block.first + p) % of.set.panels_per_row() * half;
                        double expected = 0;
                        if (first + lane < half && of.rows.open()) expected = of.entry(0, point);
                        if (first + lane < half && !of.rows.open())
                            for (std::size_t row = 0; row < of.set.rows(); ++row)
                                expected += 2.5 * of.entry(row, point) * w[row];
                        CHECK(adjoint[lane] == Approx(expected).margin(1e-15));
                    }
                }
        });
    });
}

TEST_CASE("The points of a row are those that R has in it", "[rows]") {
    each_case([](rows_of_points const& of) {
        for (std::size_t row = 0; row < of.set.rows(); ++row) {
            std::vector<std::size_t> expected;
            for (std::size_t p = 0; p < of.points; ++p)
                if (of.entry(row, p) != 0) expected.push_back(p);
            CHECK(of.rows.points_of(row) == expected);
        }
    });
}
