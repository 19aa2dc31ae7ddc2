#include <lamina/tangent_kernel/iteration_cost.hpp>

#include <algorithm>

#include <lamina/rows/collocated_system.hpp>

namespace lamina {

iteration_cost cost_of(collocated_system<double> const& system) {
    double weights = 0, first = 0;
    for (mlp_layout const& network : system.layout().networks()) {
        for (dense_layer const& layer : network.every_layer())
            weights += static_cast<double>(layer.inputs * layer.outputs);
        for (dense_layer const& layer : network.input_layers())
            first += static_cast<double>(layer.inputs * layer.outputs);
    }

    iteration_cost out;
    for (std::size_t i = 0; i < system.parts(); ++i) {
        auto const& points = system.part(i).points();
        auto const residuals = static_cast<double>(system.part(i).blocks.size());
        double const jets = static_cast<double>(points.points() * points.shape().channels);
        out.residual += 2 * jets * weights;
        out.gradient += jets * (6 * weights - 2 * first);
        out.jacobian += residuals * jets * (6 * weights - 2 * first);
    }
    auto const n = static_cast<double>(system.rows()), p = static_cast<double>(system.parameters());
    double const m = std::min(n, p);
    out.levenberg_marquardt = out.jacobian + 2 * out.residual + n * p * m + m * m * m;
    out.kernel = out.jacobian + n * n * p + 9 * n * n * n;
    out.jacobian_bytes = 8 * n * p;
    out.levenberg_marquardt_bytes = 8 * (n * p + 3 * m * m);
    return out;
}

}  // namespace lamina
