#include <lamina/sample/tensor_rule.hpp>

#include <utility>

#include <lamina/sample/points.hpp>
#include <lamina/sample/quadrature.hpp>

namespace lamina {

integral_rule over_side(box const& domain, box_side const& side, std::size_t n, std::vector<bool> const& periodic,
                        bool normal) {
    std::size_t const d = domain.dimension();
    integral_rule out{{}, {1.0}};
    for (std::size_t i = 0; i < d; ++i) {
        std::vector<double> x, w;
        if (i == side.axis) {
            x.push_back(side.upper ? domain.upper(i) : domain.lower(i)), w.push_back(1);
        } else {
            auto const along = quadrature_points(interval(domain.lower(i), domain.upper(i)),
                                                 periodic[i] ? grid_points({n}) : chebyshev_points({n}), {periodic[i]});
            x.assign(along.points.begin(), along.points.end());
            for (double const weight : along.weights) w.push_back(weight * domain.length(i));
        }
        integral_rule longer;
        for (std::size_t p = 0; p < out.weights.size(); ++p)
            for (std::size_t k = 0; k < x.size(); ++k) {
                for (std::size_t j = 0; j < i; ++j) longer.points.push_back(out.points[p * i + j]);
                longer.points.push_back(x[k]);
                longer.weights.push_back(out.weights[p] * w[k]);
            }
        out = std::move(longer);
    }
    if (!normal) return out;
    std::vector<double> with_normal;
    for (std::size_t p = 0; p < out.weights.size(); ++p) {
        for (std::size_t i = 0; i < d; ++i) with_normal.push_back(out.points[p * d + i]);
        for (std::size_t i = 0; i < d; ++i) with_normal.push_back(i == side.axis ? (side.upper ? 1.0 : -1.0) : 0.0);
    }
    return {std::move(with_normal), std::move(out.weights)};
}

integral_rule over_box(box const& domain, std::size_t n, std::vector<bool> const& periodic) {
    return over_side(domain, {domain.dimension(), false}, n, periodic, false);
}

}  // namespace lamina
