#include <lamina/passes/gram_factors.hpp>

#include <algorithm>

namespace lamina {

template <class Real>
void gram_table<Real>::lay_out(std::size_t rows, std::size_t unit_count, std::size_t channel_count,
                               std::size_t lane_count) {
    units = unit_count, channels = channel_count, lanes = lane_count, groups = groups_of(channel_count);
    values.assign((rows + size() - 1) / size() * units * row(), Real(0));
}

template <class Real>
void gram_factors<Real>::lay_out(network_layout const& layout, std::size_t row_count, panel_shape const& shape,
                                 std::size_t per_row, std::size_t trained_count, std::span<std::size_t const> others) {
    rows = row_count, jets = shape.channels, channels = per_row * jets;
    layers.clear();
    for (mlp_layout const& network : layout.networks())
        for (dense_layer const& place : network.every_layer()) {
            layer& to = layers.emplace_back();
            to.place = place;
            auto const by_factors = [&](std::size_t other) { return factored(place, channels, other); };
            if (std::ranges::any_of(others, by_factors)) {
                to.adjoint.lay_out(rows, place.outputs, channels, shape.lanes);
                to.input.lay_out(rows, place.inputs, channels, shape.lanes);
            }
            if (!std::ranges::all_of(others, by_factors))
                to.rows.lay_out(rows, place.outputs * (place.inputs + 1), 1, shape.lanes);
        }
    trained.lay_out(rows, trained_count, 1, shape.lanes);
}

template <class Real>
void gram_factors<Real>::lay_out_rows(network_layout const& layout, std::size_t row_count, panel_shape const& shape,
                                      std::size_t trained_count) {
    rows = row_count;
    layers.clear();
    for (mlp_layout const& network : layout.networks())
        for (dense_layer const& place : network.every_layer()) {
            layer& to = layers.emplace_back();
            to.place = place;
            to.rows.lay_out(rows, place.outputs * (place.inputs + 1), 1, shape.lanes);
        }
    trained.lay_out(rows, trained_count, 1, shape.lanes);
}

template <class Real>
typename gram_factors<Real>::layer& gram_factors<Real>::at(dense_layer const& place) {
    auto const first = [](layer const& l) { return l.place.weights; };
    return *std::ranges::lower_bound(layers, place.weights, {}, first);
}

template struct gram_table<double>;
template struct gram_table<float>;
template struct gram_factors<double>;
template struct gram_factors<float>;

}  // namespace lamina
