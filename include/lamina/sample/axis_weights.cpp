#include <lamina/sample/axis_weights.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lamina {

namespace {

/// cos(2 pi i / n) for every i
class cosines {
public:
    explicit cosines(std::size_t n) : at_(n) {
        for (std::size_t i = 0; i < n; ++i)
            at_[i] = std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n));
    }
    double operator()(std::size_t i) const { return at_[i % at_.size()]; }

private:
    std::vector<double> at_;
};

/// What the first m points at one end, 1, ..., m in units of their distance, count beside 1, so that the sum over
/// 1, 2, ... becomes the integral from 0 for polynomials of degree < m: sum_j c_j j^q = -zeta(-q).
std::vector<double> end_corrections(std::size_t m) {
    constexpr std::array<double, 8> minus_zeta{1.0 / 2, 1.0 / 12, 0, -1.0 / 120, 0, 1.0 / 252, 0, -1.0 / 240};
    std::vector<double> c;
    for (std::size_t j = 1; j <= m; ++j) {
        std::vector<double> lagrange{1};  // the polynomial that is 1 at j and 0 at the other points, by powers
        for (std::size_t i = 1; i <= m; ++i) {
            if (i == j) continue;
            double const at = static_cast<double>(i), scale = static_cast<double>(j) - at;
            lagrange.push_back(0);
            for (std::size_t q = lagrange.size(); q-- > 0;)
                lagrange[q] = ((q > 0 ? lagrange[q - 1] : 0.0) - at * lagrange[q]) / scale;
        }
        double sum = 0;
        for (std::size_t q = 0; q < m; ++q) sum += lagrange[q] * minus_zeta[q];
        c.push_back(sum);
    }
    return c;
}

}  // namespace

std::vector<double> fejer_weights(std::size_t n, std::size_t exact) {
    cosines const cosine(4 * n);  // of j pi (k + 1/2) / n
    std::vector<double> w(n);
    for (std::size_t k = 0; k < n; ++k) {
        double sum = 1;
        for (std::size_t j = 2; j < exact; j += 2)
            sum -= 2 * cosine(j * (2 * k + 1)) / (static_cast<double>(j) * static_cast<double>(j) - 1);
        w[k] = sum / static_cast<double>(n);
    }
    return w;
}

std::vector<double> open_weights(std::size_t n, std::size_t order) {
    std::vector<double> const ends = end_corrections(std::min(order, n));
    std::vector<double> w(n, 1.0);
    for (std::size_t j = 0; j < ends.size(); ++j) w[j] += ends[j], w[n - 1 - j] += ends[j];
    for (double& v : w) v /= static_cast<double>(n + 1);
    return w;
}

std::vector<double> periodic_weights(std::size_t n, std::size_t q) {
    cosines const cosine(n + 1);
    std::vector<double> w(n);
    for (std::size_t k = 0; k < n; ++k) w[k] = (1 - cosine(q * (k + 1))) / static_cast<double>(n + 1);
    return w;
}

}  // namespace lamina
