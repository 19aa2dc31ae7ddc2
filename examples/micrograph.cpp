// The conductivity of a two-phase material from its image: layers of 1 and 9, each 16 of 32 pixels wide, across
// the first axis. Exact: the harmonic mean 1.8 across the layers, the arithmetic mean 5 along them.
// From a file: coefficient<"a">(table_from("micrograph.npy")).
#include <array>
#include <vector>

#include <lamina.hpp>

#include "verdict.hpp"

using namespace lamina;

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto eps = parameter<"eps">;

int main(int argc, char** argv) {
    std::vector<double> pixels(32 * 32, 9.0);
    for (std::size_t k = 0; k < 16 * 32; ++k) pixels[k] = 1.0;
    auto const a = coefficient<"a">(table_from({{32, 32}, pixels}), coercive, periodic);
    auto const two_scale = homogenize(problem(-div(a(x / eps) * grad(u)) == 1, on(boundary, u == 0)), x / eps);
    print(two_scale.cell<0>());
    auto const medium = solve(two_scale, period(1));
    std::array<double, 4> const found{medium(0, 0), medium(0, 1), medium(1, 0), medium(1, 1)}, exact{1.8, 0, 0, 5};
    return verdict(argc, argv, relative_error(found, exact), 1e-12);
}
