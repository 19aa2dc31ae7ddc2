#include <lamina/discretise/coercivity.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/weak/diffusion.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>

namespace lamina {

void expect_coercive(graph::arena& g, graph::node_id residual, int dimension, std::span<double const> points,
                     bindings const& known) {
    if (!g[residual].form.is_scalar()) return;
    graph::id_list entries = graph::diffusion(g, residual);
    if (entries.size == 0) return;
    for (int k = 0; k < entries.size; ++k)
        entries[k] = graph::negative(g, entries[k]);  // as they stand in the residual
    std::span const roots(entries.at, static_cast<std::size_t>(entries.size));
    auto const values = tabulate(g, roots, points, {.space = dimension}, known);
    auto const d = static_cast<std::size_t>(dimension);
    std::size_t const count = points.size() / d;

    auto matrix_at = [&](std::size_t p) {
        std::vector<double> a(d * d);
        for (std::size_t i = 0, entry = 0; i < d; ++i)
            for (std::size_t j = 0; j <= i; ++j, ++entry)
                a[i * d + j] = a[j * d + i] = values(entry, p) + 0.0;  // 0, not -0
        return a;
    };
    auto told = [&](std::size_t p) {
        auto const a = matrix_at(p);
        std::string text;
        for (std::size_t i = 0; i < d; ++i)
            text += fmt::format("{}[{:.6g}]", i > 0 ? ", " : "", fmt::join(std::span(a).subspan(i * d, d), ", "));
        return fmt::format("{} at the point ({})", d == 1 ? fmt::format("{:.6g}", a[0]) : "[" + text + "]",
                           fmt::join(points.subspan(p * d, d), ", "));
    };
    auto refuse = [](std::string const& what) {
        throw std::invalid_argument("collocate: the coefficient of the second derivatives, left side minus right, is " +
                                    what + ", expected a coercive coefficient: " +
                                    "definite at every point, with the same sign at all of them");
    };
    double first = 0;
    for (std::size_t p = 0; p < count; ++p) {
        auto const eigenvalues = numerics::symmetric_eigenvalues(matrix_at(p), d);
        double const sign = eigenvalues.front() + eigenvalues.back() > 0 ? 1.0 : -1.0;
        double const least = sign > 0 ? eigenvalues.back() : -eigenvalues.front();
        double const most = sign > 0 ? eigenvalues.front() : -eigenvalues.back();
        double const rounding = static_cast<double>(d) * std::numeric_limits<double>::epsilon();
        if (!(least > (d > 1 ? rounding * most : 0.0))) refuse(told(p));
        if (p == 0) first = sign;
        if (sign != first) refuse(told(0) + " and " + told(p));
    }
}

void expect_coercive(lowered_residuals const& equations, std::span<double const> points, bindings const& known) {
    if (equations.residuals->size != 1 || equations.unknowns->time) return;
    graph::arena g = equations.arena();
    expect_coercive(g, (*equations.residuals)[0], equations.unknowns->dimension, points, known);
}

}  // namespace lamina
