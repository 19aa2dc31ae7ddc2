#include <lamina/numerics/vector_sizes.hpp>

#include <algorithm>
#include <cmath>

#include <lamina/numerics/products.hpp>

namespace lamina::numerics {

double norm(std::span<double const> v) {
    double const square = chosen_dense_kernels().dot(v.data(), v.data(), v.size());
    if (square > 1e-200 && square < 1e200) return std::sqrt(square);
    double largest = 0, sum = 0;
    for (double const x : v) {
        if (!std::isfinite(x)) return std::abs(x);
        largest = std::max(largest, std::abs(x));
    }
    for (double const x : v) sum += largest > 0 ? x / largest * (x / largest) : 0;
    return largest * std::sqrt(sum);
}

double largest_of(std::span<double const> v) {
    double out = 0;
    for (double const x : v) out = std::max(out, std::abs(x));
    return out;
}

double mean_square(std::span<double const> v) {
    double sum = 0;
    for (double const x : v) sum += x * x;
    return v.empty() ? 0 : sum / static_cast<double>(v.size());
}

}  // namespace lamina::numerics
