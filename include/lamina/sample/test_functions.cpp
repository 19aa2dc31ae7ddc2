#include <lamina/sample/test_functions.hpp>

#include <cmath>
#include <numbers>

namespace lamina {

namespace {

double power(int k, int m, double s, double length) {
    double out = 1;
    for (int j = 0; j < m; ++j) out *= 2 / length * (k - j);
    return k < m ? 0 : out * std::pow(2 * s / length - 1, k - m);
}
double cosine(double frequency, double phase, int m, double s) {
    return std::pow(frequency, m) * std::cos(frequency * s + phase + m * std::numbers::pi / 2);
}

}  // namespace

int count_of(test_functions kind) {
    return kind == test_functions::powers ? 5 : 3;
}

double test_function(test_functions kind, int k, int m, double s, double length) {
    if (kind == test_functions::powers) return power(k, m, s, length);
    if (kind == test_functions::even) return cosine(std::numbers::pi * k / length, 0, m, s);
    return cosine(2 * std::numbers::pi * k / length, 0.7 * (k + 1), m, s);  // neither even nor odd
}

}  // namespace lamina
