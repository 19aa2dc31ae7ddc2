#include <lamina/homogenize/corrected.hpp>

#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/array_of.hpp>

namespace lamina {

corrected_solution::corrected_solution(solved u0, solved with_share, std::vector<corrector_term> terms, double eps)
    : u0_(std::move(u0)), with_share_(std::move(with_share)), terms_(std::move(terms)), eps_(eps) {}

xt::xtensor<double, 1> corrected_solution::first_order(points_view points) const {
    return array_of(first_order_terms(u0_, terms_, eps_, points));
}

xt::xtensor<double, 1> corrected_solution::operator()(points_view points) const {
    return array_of(with_share_.unknowns(points)) + first_order(points);
}

std::vector<double> first_order_terms(solved const& u0, std::span<corrector_term const> terms, double eps,
                                      points_view points) {
    if (!(eps > 0)) throw std::invalid_argument(fmt::format("corrected: eps is {}, expected a positive number", eps));
    std::size_t const d = u0.domain().dimension();
    auto const x = points.of(d, "corrected");
    std::size_t const count = x.size() / d;
    std::vector<double> out(count, 0.0);
    for (corrector_term const& term : terms) {
        std::vector<int> times(d, 0);
        if (term.factor.of == graph::slow_factor::kind::gradient) times[static_cast<std::size_t>(term.factor.axis)] = 1;
        auto const slow = u0.derivative(0, points, times);
        for (std::size_t p = 0; p < count; ++p) {
            std::array<double, 3> y{};
            for (std::size_t i = 0; i < d; ++i) y[i] = x[p * d + i] / eps;
            out[p] += eps * slow[p] * term.corrector(y);
        }
    }
    return out;
}

}  // namespace lamina
