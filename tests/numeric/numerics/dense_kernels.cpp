#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <lamina/numerics/dense_kernels.hpp>

#include "matrices.hpp"

using namespace lamina;
using namespace lamina::numerics;

TEST_CASE("the kernels of each instruction set of this machine do what their sums say", "[numerics]") {
    for (instruction_set const set : usable_instruction_sets()) {
        dense_kernels const& kernels = dense_kernels_of(set);
        INFO(name_of(set));
        for (std::size_t n = 0; n <= 70; ++n) {
            auto const x = scattered(n, 1), y = scattered(n, 1, 7);
            double sum = 0;
            for (std::size_t k = 0; k < n; ++k) sum += x[k] * y[k];
            CHECK(kernels.dot(x.data(), y.data(), n) == Approx(sum).margin(1e-14));
            auto z = y;
            kernels.add(-0.5, x.data(), z.data(), n);
            for (std::size_t k = 0; k < n; ++k) CHECK(z[k] == Approx(y[k] - 0.5 * x[k]).margin(1e-15));
        }
        std::size_t const rows = kernels.rows, columns = kernels.columns, depth = 13, ldc = columns + 3;
        auto const a = scattered(rows, depth), b = scattered(depth, columns, 7);
        for (std::size_t const lacking : {0, 1}) {
            std::vector<double> left(depth * rows), right(depth * columns), c(rows * ldc, 1.0);
            kernels.pack_rows({a.data(), rows - lacking, depth, depth}, 2, left.data());
            kernels.pack_columns({b.data(), columns - lacking, depth, 1, columns}, right.data());
            kernels.multiply(depth, left.data(), right.data(), c.data(), ldc, true);
            for (std::size_t i = 0; i < rows; ++i)
                for (std::size_t j = 0; j < ldc; ++j) {
                    double sum = 1;
                    if (i < rows - lacking && j < columns - lacking)
                        for (std::size_t k = 0; k < depth; ++k) sum += 2 * a[i * depth + k] * b[k * columns + j];
                    CHECK(c[i * ldc + j] == Approx(sum).margin(1e-13));
                }
        }
        std::size_t const strip = kernels.strip, count = 5;
        auto const angles = scattered(count, 1);
        auto z = scattered(count + 1, strip), expected = z;
        std::vector<double> c(count), s(count);
        for (std::size_t i = 0; i < count; ++i) c[i] = std::cos(angles[i]), s[i] = std::sin(angles[i]);
        kernels.rotate(c.data(), s.data(), count, z.data());
        for (std::size_t i = count; i-- > 0;)
            for (std::size_t k = 0; k < strip; ++k) {
                double& lower = expected[i * strip + k];
                double& upper = expected[(i + 1) * strip + k];
                double const turned = s[i] * lower + c[i] * upper;
                lower = c[i] * lower - s[i] * upper;
                upper = turned;
            }
        for (std::size_t k = 0; k < z.size(); ++k) CHECK(z[k] == Approx(expected[k]).margin(1e-15));
    }
}
