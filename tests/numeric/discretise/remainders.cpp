#include "../catch.hpp"

#include <lamina/network/improved_mlp.hpp>

#include "kernel_comparison.hpp"

// Widths and numbers of points that fill no tile and no register. Compiled again for every SIMD width, see
// tests/CMakeLists.txt: what is left over differs with it.

using namespace example;
using lamina::combination;

namespace {

using tanh_type = lamina::activation::tanh_function;
using sin_type = lamina::activation::sin_function;

/// Every remainder by 2, 3, 4, 6 and 8, next to whole tiles and far from them
constexpr std::size_t widths[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  11,  13,  14, 16,
                                  17, 23, 24, 31, 33, 48, 50, 64, 65, 99, 127, 128, 130};

}  // namespace

TEST_CASE("Every remainder of widths and points gives the same function, in double", "[kernel]") {
    std::size_t next = 0;
    for (std::size_t const width : widths)
        for (std::size_t const points : {1u, 7u, 8u, 9u, 33u}) {
            std::size_t const second = widths[next++ * 7 % std::size(widths)];
            compare<helmholtz, tanh_type, double>({width, second}, points, combination::each, 1, 3);
        }
}

TEST_CASE("Every remainder of widths and points gives the same function, in float", "[kernel]") {
    std::size_t next = 0;
    for (std::size_t const width : widths)
        for (std::size_t const points : {1u, 17u, 33u}) {
            std::size_t const second = widths[next++ * 7 % std::size(widths)];
            compare<helmholtz, tanh_type, float>({width, second}, points, combination::each, 1, 3);
        }
}

TEST_CASE("Differences and means take any number of points and threads", "[kernel]") {
    for (std::size_t const half : {1u, 3u, 4u, 5u, 8u, 9u, 16u, 17u, 33u})
        for (std::size_t const threads : {1u, 3u}) {
            compare<darcy_1d, sin_type, double>({5, 7}, 2 * half, combination::difference, threads, 6);
            compare<darcy_1d, sin_type, double>({5, 7}, half, combination::mean, threads, 6);
        }
}

TEST_CASE("Every remainder of widths gives the same function of the improved architecture", "[kernel]") {
    using improved = gated<lamina::activation::tanh_function>;
    for (std::size_t const width : widths)
        compare<helmholtz, improved, double>({width, width}, 9, combination::each, 1, 3);
}
