#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <lamina/dsl/expr/order.hpp>

namespace lamina::evaluate {

/// An environment for `value`: where, with which parameters, and the unknowns and fields as functions.
template <class V>
struct point {
    /// The partial derivative of a function along the coordinates (indices, ascending; none: the function itself).
    /// Time is the coordinate after those of the position.
    using function = std::function<V(std::vector<int> const& along)>;

    std::map<std::string, std::vector<V>, std::less<>> position;  ///< by name, components
    std::map<std::string, V, std::less<>> parameter;
    std::map<std::string, function, std::less<>> unknown;  ///< unknowns, components of vectors as "v[0]", and fields

    /// Throws std::invalid_argument if the name has no value here.
    V operator()(graph::arena const& g, graph::node_id id) const {
        using graph::op;
        graph::node const& n = g[id];
        if (n.kind == op::coordinate) return find(position, g, id).at(static_cast<std::size_t>(n.a));
        if (n.kind == op::parameter) return find(parameter, g, id);
        if (n.kind == op::unknown || n.kind == op::field) return find(unknown, g, id)({});
        if (n.kind == op::partial) {
            graph::node_id const of = g.child(id, 0);
            std::vector<int> along;
            for (int k = 1; k < n.count; ++k) along.push_back(direction(g, of, g.child(id, k)));
            std::sort(along.begin(), along.end());
            return find(unknown, g, of)(along);
        }
        throw std::invalid_argument("lamina: an operation that has no value at one point, such as a mean");
    }

private:
    /// The number of the coordinate c among those that a function depends on
    static int direction(graph::arena const& g, graph::node_id function, graph::node_id c) {
        if (!graph::is_time(g, c)) return static_cast<int>(g[c].a);
        for (int k = 0; k < g[function].count; ++k)
            if (graph::node_id const at = g.child(function, k); !graph::is_time(g, at))
                return static_cast<int>(g[at].b);
        return 0;
    }
    template <class Map>
    static typename Map::mapped_type const& find(Map const& map, graph::arena const& g, graph::node_id id) {
        std::string name(g.name_of(id));
        if (g[id].kind == graph::op::unknown && g[id].a > 0) name += "[" + std::to_string(g[id].a - 1) + "]";
        auto const at = map.find(name);
        if (at == map.end())
            throw std::invalid_argument("lamina: '" + name +
                                        "' has no value at this point; expected one for every name in the expression");
        return at->second;
    }
};

}  // namespace lamina::evaluate
