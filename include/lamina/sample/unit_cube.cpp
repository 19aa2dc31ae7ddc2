#include <lamina/sample/unit_cube.hpp>

#include <cmath>
#include <iterator>
#include <numeric>
#include <random>
#include <vector>

#include <boost/random/sobol.hpp>

#include <lamina/sample/box.hpp>

namespace lamina::unit_cube {

namespace {

double uniform(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

double fraction(double v) {
    return v - std::floor(v);
}

}  // namespace

point_list random(std::size_t n, std::size_t d, std::uint64_t seed) {
    point_list out(n, d);
    std::mt19937_64 numbers(seed);
    for (double& v : out) v = uniform(numbers);
    return out;
}

point_list latin_hypercube(std::size_t n, std::size_t d, std::uint64_t seed) {
    point_list out(n, d);
    std::mt19937_64 numbers(seed);
    std::vector<std::size_t> slice(n);
    for (std::size_t i = 0; i < d; ++i) {
        std::iota(slice.begin(), slice.end(), std::size_t{0});
        for (std::size_t k = n; k > 1; --k)  // as std::shuffle, whose order is the implementation's
            std::swap(slice[k - 1], slice[static_cast<std::size_t>(uniform(numbers) * static_cast<double>(k))]);
        for (std::size_t k = 0; k < n; ++k)
            out(k, i) = (static_cast<double>(slice[k]) + uniform(numbers)) / static_cast<double>(n);
    }
    return out;
}

point_list sobol(std::size_t n, std::size_t d, std::uint64_t seed) {
    point_list out(n, d);
    if (d == 0) return out;
    std::mt19937_64 numbers(seed);
    std::vector<double> shift(d);
    for (double& s : shift) s = uniform(numbers);
    boost::random::sobol sequence(d);
    double const all = std::ldexp(1.0, 64);  // as many numbers as it has
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < d; ++i)  // Boost leaves out the first point, 0, without which 2^m are no net
            out(k, i) = fraction((k == 0 ? 0.0 : static_cast<double>(sequence()) / all) + shift[i]);
    return out;
}

point_list low_discrepancy(std::size_t n, std::size_t d, std::uint64_t seed) {
    constexpr double root[] = {1.6180339887498949, 1.3247179572447460, 1.2207440846057596, 1.1673039782614187};
    constexpr double prime[box::largest_dimension] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31};
    point_list out(n, d);
    std::mt19937_64 numbers(seed);
    double power = 1;
    for (std::size_t i = 0; i < d; ++i) {
        double const a = d <= std::size(root) ? power /= root[d - 1] : std::sqrt(prime[i]);
        double const start = seed == 0 ? 0.5 : uniform(numbers);
        for (std::size_t k = 0; k < n; ++k) out(k, i) = fraction(start + a * static_cast<double>(k + 1));
    }
    return out;
}

}  // namespace lamina::unit_cube
