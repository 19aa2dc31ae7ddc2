#include <lamina/network/network_layout.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace lamina {

network_layout::network_layout(std::vector<mlp_layout> networks) : networks_(std::move(networks)) {
    if (networks_.empty()) throw std::invalid_argument("network_layout: networks is empty, expected at least one");
    std::size_t at = 0, first = 0;
    bool const shared = networks_.back().first_input() == 0;
    for (std::size_t i = 0; i < networks_.size(); ++i) {
        if (shared && networks_[i].inputs() != networks_[0].inputs())
            throw std::invalid_argument("network_layout: networks[" + std::to_string(i) + "] has " +
                                        std::to_string(networks_[i].inputs()) + " inputs, expected " +
                                        std::to_string(networks_[0].inputs()) + " as networks[0]");
        if (networks_[i].first_input() != (shared ? 0 : first))
            throw std::invalid_argument("network_layout: networks[" + std::to_string(i) + "] reads from input " +
                                        std::to_string(networks_[i].first_input()) + " on, expected " +
                                        std::to_string(shared ? 0 : first));
        first += networks_[i].inputs();
        networks_[i].move_to(at);
        at = networks_[i].end();
    }
}

std::size_t network_layout::outputs() const {
    std::size_t sum = 0;
    for (mlp_layout const& network : networks_) sum += network.outputs();
    return sum;
}

std::vector<index_range> network_layout::last_layers() const {
    std::vector<index_range> ranges;
    for (mlp_layout const& network : networks_) ranges.push_back({network.last_layer_begin(), network.end()});
    return ranges;
}

std::vector<index_range> network_layout::weight_matrices() const {
    std::vector<index_range> ranges;
    for (mlp_layout const& network : networks_)
        for (dense_layer const& layer : network.layers())
            ranges.push_back({layer.weights, layer.weights + layer.inputs * layer.outputs});
    return ranges;
}

}  // namespace lamina
