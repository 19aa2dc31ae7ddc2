#include <lamina/tangent_kernel/iteration_cost.hpp>

#include <algorithm>

namespace lamina {

iteration_cost cost_of(collocated_system<double> const& system) {
    auto const layers = system.layout().every_layer();
    double weights = 0, first = 0;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        auto const size = static_cast<double>(layers[l].inputs * layers[l].outputs);
        weights += size;
        if (l <= system.layout().encoders().size()) first += size;
    }

    iteration_cost out;
    for (std::size_t i = 0; i < system.blocks().size(); ++i) {
        auto const& points = system.part(i).points();
        double const jets = static_cast<double>(points.points() * points.shape().channels);
        out.residual += 2 * jets * weights;
        out.gradient += jets * (6 * weights - 2 * first);
    }
    auto const n = static_cast<double>(system.rows()), p = static_cast<double>(system.parameters());
    double const m = std::min(n, p);
    out.jacobian = out.gradient;
    out.levenberg_marquardt = out.jacobian + 2 * out.residual + n * p * m + m * m * m;
    out.kernel = out.jacobian + n * n * p + 9 * n * n * n;
    out.jacobian_bytes = 8 * n * p;
    out.levenberg_marquardt_bytes = 8 * (n * p + 3 * m * m);
    return out;
}

}  // namespace lamina
