#include <lamina/train/freedom.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/network/random_numbers.hpp>
#include <lamina/numerics/least_squares.hpp>
#include <lamina/numerics/vector_sizes.hpp>
#include <lamina/sample/points.hpp>
#include <lamina/train/graded_system.hpp>

namespace lamina::solving {

namespace {

using numerics::norm;

constexpr std::size_t probes_of_a_problem = 40;

/// sum over k of c_k times row k of `rows`, shape (c, n)
std::vector<double> combined(std::span<double const> rows, std::span<double const> c, std::size_t n) {
    std::vector<double> out(n, 0.0);
    for (std::size_t k = 0; k < c.size(); ++k)
        for (std::size_t i = 0; i < n; ++i) out[i] += c[k] * rows[k * n + i];
    return out;
}

}  // namespace

double freedom(probed_rows const& of, std::span<double const> c) {
    std::size_t const n = of.rows, p = of.functions, q = of.probes;
    random_numbers random(17);
    std::vector<double> functional(q), longer((n + 1) * p), right(n + 1, 0.0);
    for (double& g : functional) g = random.gaussian();
    for (std::size_t k = 0; k < p; ++k) {
        std::copy_n(of.columns.begin() + static_cast<std::ptrdiff_t>(k * n), n,
                    longer.begin() + static_cast<std::ptrdiff_t>(k * (n + 1)));
        double& value = longer[k * (n + 1) + n];
        for (std::size_t i = 0; i < q; ++i) value += functional[i] * of.at_probes[k * q + i];
    }
    right[n] = 1;
    auto const other = numerics::least_squares(longer, n + 1, p, right, 1e-14).x;
    double const size_of_other = norm(combined(of.at_probes, other, q));
    double size = norm(combined(of.at_probes, c, q)), data = norm(of.right);
    if (size_of_other == 0) return 1;
    if (size == 0) size = 1;
    if (data == 0) data = size;
    return norm(combined(of.columns, other, n)) / size_of_other * size / std::min(data, size);
}

std::vector<double> sizes_of_equations(residual_system<double> const& system, std::span<double const> j,
                                       std::size_t equations) {
    std::vector<double> out;
    std::size_t const n = system.rows(), p = system.parameters();
    for (residual_block const& block : system.blocks().first(equations)) {
        std::vector<double> columns;
        for (std::size_t k = 0; k < p; ++k)
            columns.push_back(norm(j.subspan(k * n + block.begin, block.size)) /
                              std::sqrt(static_cast<double>(block.size)));
        double const largest = *std::ranges::max_element(columns);
        double least = largest;
        for (double const column : columns)
            if (column > 1e-13 * largest) least = std::min(least, column);
        out.push_back(least > 0 ? least : 1.0);
    }
    return out;
}

double freedom(result const& found) {
    discretisation& at = *found.at;
    graded_system system(at.system(), found.grades);
    std::size_t const n = system.rows(), p = system.parameters();
    auto const equations = static_cast<std::size_t>(at.problem().equations.residuals->size);
    probed_rows of{n, p, 0, std::vector<double>(n * p), std::vector<double>(n), {}};
    system.jacobian(found.theta, of.right, of.columns);
    for (std::size_t i = 0; i < found.offset.size(); ++i) of.right[i] += found.offset[i];
    for (double& r : of.right) r = -r;
    for (std::size_t k = 0; k < p; ++k)
        for (std::size_t i = 0; i < n; ++i) of.right[i] += of.columns[k * n + i] * found.theta[k];
    auto const sizes = sizes_of_equations(system, of.columns, equations);
    std::size_t b = 0;
    for (residual_block const& block : system.blocks()) {
        double const weight = 1 / std::sqrt(static_cast<double>(block.size)) / (b < equations ? sizes[b] : 1.0);
        for (std::size_t i = block.begin; i < block.begin + block.size; ++i) {
            of.right[i] *= weight;
            for (std::size_t k = 0; k < p; ++k) of.columns[k * n + i] *= weight;
        }
        ++b;
    }
    auto const at_probes =
        at.unknown_rows(found.theta, interior_points(at.domain(), random_points(probes_of_a_problem, 3)));
    of.at_probes.assign(at_probes.begin(), at_probes.end());
    of.probes = of.at_probes.size() / p;
    return freedom(of, found.theta);
}

bool is_one_of_many(double freedom, remainder const& left) {
    return freedom < std::clamp(100 * left.of_equations, 1e-12, 1e-5);
}

}  // namespace lamina::solving
