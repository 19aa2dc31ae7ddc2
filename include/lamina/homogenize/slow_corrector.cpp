#include <lamina/homogenize/slow_corrector.hpp>

#include <utility>

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

}  // namespace lamina
