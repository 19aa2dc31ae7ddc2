#pragma once

#include <cstddef>

#include <lamina/dsl/expr/name_id.hpp>

namespace lamina {

/// What the numbers of one point are, in this order: the position, time, the outward normal, a measured value.
struct point_frame {
    int space = 0;
    bool time = false;
    bool normal = false;
    bool observed = false;

    /// Coordinates in which a solution is differentiated
    [[nodiscard]] std::size_t axes() const { return static_cast<std::size_t>(space) + (time ? 1 : 0); }
    /// Numbers of one point
    [[nodiscard]] std::size_t size() const {
        return axes() + (normal ? static_cast<std::size_t>(space) : 0) + (observed ? 1 : 0);
    }
    /// Whether component `component` of the position `name`, of the time, ... is one of those numbers
    [[nodiscard]] bool has(graph::name_id name, std::size_t component) const {
        if (name == graph::name_id::time) return time;
        if (name == graph::name_id::observed) return observed;
        return component < static_cast<std::size_t>(space) && (name != graph::name_id::normal || normal);
    }
    /// Where component `component` of the position `name`, of the time, ... stands in a point
    [[nodiscard]] std::size_t offset(graph::name_id name, std::size_t component) const {
        if (name == graph::name_id::time) return static_cast<std::size_t>(space);
        if (name == graph::name_id::normal) return axes() + component;
        if (name == graph::name_id::observed) return size() - 1;
        return component;
    }
};

}  // namespace lamina
