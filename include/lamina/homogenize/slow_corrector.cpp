#include <lamina/homogenize/slow_corrector.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <lamina/numerics/leibniz.hpp>
#include <lamina/report/digits.hpp>

namespace lamina {

slow_corrector::slow_corrector(std::shared_ptr<slow_points const> points, std::vector<periodic_interpolant> at)
    : points_(std::move(points)), at_(std::move(at)) {}

double slow_corrector::operator()(std::span<double const> x, std::array<double, 3> const& y,
                                  std::array<int, 3> const& in_x, std::array<int, 3> const& in_y) const {
    if (!varies()) return in_x == std::array<int, 3>{} ? at_.front()(y, in_y) : 0.0;
    auto const weights = points_->weights(x, std::span(in_x).first(points_->domain().dimension()));
    double out = 0;
    for (std::size_t q = 0; q < at_.size(); ++q) out += weights[q] * at_[q](y, in_y);
    return out;
}

double slow_corrector::along_both(std::span<double const> x, double eps, std::array<int, 3> const& times) const {
    std::array<double, 3> y{};
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] / eps;
    double out = 0;
    numerics::leibniz(times, [&](std::array<int, 3> const& in_x, std::array<int, 3> const& in_y, double factor) {
        if (!varies() && in_x != std::array<int, 3>{}) return;
        for (int const order : in_y)
            for (int n = 0; n < order; ++n) factor /= eps;
        out += factor * (*this)(x, y, in_x, in_y);
    });
    return out;
}

bindings::field slow_corrector::field(std::size_t dimension, double eps) const {
    if (!(eps > 0)) throw std::invalid_argument("corrector: eps is " + digits(eps) + ", expected a positive number");
    return bindings::field::at_point(
        [self = *this, dimension, eps](std::span<double const> x, std::span<int const> derivative) {
            std::array<int, 3> times{};
            std::copy_n(derivative.begin(), dimension, times.begin());
            return self.along_both(x.first(dimension), eps, times);
        });
}

}  // namespace lamina
