#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/homogenize/homogenized_medium.hpp>

namespace lamina {

namespace {

/// A number with two digits more than are known of it
std::string known_digits(double v, double error) {
    double const digits = error > 0 && std::isfinite(error) ? std::log10(std::max(std::abs(v), error) / error) : 6;
    return fmt::format("{:.{}g}", v, static_cast<int>(std::clamp(std::ceil(digits) + 2, 3.0, 15.0)));
}

/// points of the axes, n_0 x n_1 x ...
template <class Numbers>
std::string product(Numbers const& of_axes, std::size_t dimension) {
    return fmt::format("{}",
                       fmt::join(of_axes.begin(), of_axes.begin() + static_cast<std::ptrdiff_t>(dimension), " x "));
}

}  // namespace

std::string to_text(homogenized_medium const& medium) {
    std::string out;
    for (std::size_t i = 0; i < medium.columns(); ++i)
        for (std::size_t j = 0; j < medium.columns(); ++j) {
            enclosure const told = medium.interval(i, j);
            double const v = medium(i, j), error = told.width() / 2;
            out += fmt::format("A*({}, {}) = {}, ", i, j, known_digits(v, error));
            out += std::isfinite(error) ? fmt::format("between {} and {}\n", known_digits(told.lower, error),
                                                      known_digits(told.upper, error))
                                        : "not compared with another grid\n";
        }
    for (std::size_t i = 0; medium.bounds() && i < medium.columns(); ++i)
        out += fmt::format("A*({0}, {0}) of any geometry: between {1:.6g} (Reuss) and {2:.6g} (Voigt)\n", i,
                           medium.bounds()->lower(i, i), medium.bounds()->upper(i, i));
    for (std::size_t k = 0; medium.bounds() && k < medium.bounds()->isotropic.size(); ++k)
        out += fmt::format("{} of an isotropic medium: between {:.6g} and {:.6g} (Hashin and Shtrikman)\n",
                           medium.bounds()->isotropic.size() == 1 ? "a*"
                           : k == 0                               ? "bulk modulus"
                                                                  : "shear modulus",
                           medium.bounds()->isotropic[k].lower, medium.bounds()->isotropic[k].upper);
    solved_cells const& cells = medium.cells();
    cell_equation const& grid = cells.grid;
    out += fmt::format("solved {} on {} points of a cell of {}, {}\n",
                       grid.by_differences ? "pixel by pixel" : "by Fourier series", product(grid.grid, grid.dimension),
                       product(grid.period, grid.dimension),
                       cells.iterations > 0 ? fmt::format("{} iterations", cells.iterations) : "in closed form");
    return out;
}

std::string to_text(slow_medium const& medium) {
    std::string out;
    for (std::size_t k = 0; k < medium.size(); ++k) {
        double const error = medium.error(k);
        auto const [low, high] = medium.seen(k);
        out += fmt::format("average_{}(x) from {} to {}, ", k, known_digits(low, error), known_digits(high, error));
        out += std::isfinite(error) ? fmt::format("known to {:.1e} in the worst cell\n", error)
                                    : "not compared with another grid\n";
    }
    return out + fmt::format("cells solved at Chebyshev points of x, degree {}\n", medium.degree());
}

}  // namespace lamina
