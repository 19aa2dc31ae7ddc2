#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <lamina/discretise/prepare.hpp>
#include <lamina/network/network_layout.hpp>
#include <lamina/sample/box.hpp>
#include <lamina/tangent_kernel/explanation.hpp>

namespace lamina {

/// The axes of a problem on a box (time, if there, is its last side), with their waves as they add up over equations
class equation_scales {
public:
    /// `known`, `inputs`: as `collocate` was given them; all arguments must outlive the object
    equation_scales(unknown_table const& unknowns, box const& domain, bindings const& known,
                    network_inputs const& inputs);

    /// Takes in the tables and channel weights of node `residual` of `g`, sampled on three lines along each axis, in
    /// one dimension on one. Throws as `tabulate`.
    void add(graph::arena& g, graph::node_id residual);

    /// Along an axis, of what was taken in
    [[nodiscard]] wave_content const& waves(std::size_t axis) const { return waves_[axis]; }
    /// What was taken in, beside what the network with parameters theta, shape (P,) or longer, starts with
    [[nodiscard]] std::vector<axis_scale> scales(network_layout const& layout, std::span<double const> theta) const;

private:
    unknown_table const* unknowns_;
    box const* domain_;
    bindings const* known_;
    network_inputs const* inputs_;
    point_frame frame_;
    std::vector<wave_content> waves_;

    /// Points along an axis, shape (samples, axes)
    [[nodiscard]] point_list line(std::size_t axis, std::size_t number) const;
    [[nodiscard]] std::size_t lines() const { return frame_.axes() == 1 ? 1 : 3; }
    [[nodiscard]] std::string name(std::size_t axis) const;
    [[nodiscard]] std::string argument(std::size_t axis) const;
    [[nodiscard]] double first_layer(std::size_t axis, network_layout const& layout,
                                     std::span<double const> theta) const;
};

}  // namespace lamina
