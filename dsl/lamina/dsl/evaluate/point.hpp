#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <lamina/dsl/expr/arena.hpp>

namespace lamina::evaluate {

/// An environment for `value`: where, with which parameters, and the unknowns and fields as functions.
template <class V>
struct point {
    /// The partial derivative of a function along the coordinates (indices, ascending; none: the function itself)
    using function = std::function<V(std::vector<int> const& along)>;

    std::map<std::string, std::vector<V>, std::less<>> position;  ///< by name, components
    std::map<std::string, V, std::less<>> parameter;
    std::map<std::string, function, std::less<>> unknown;  ///< unknowns and fields

    /// Throws std::invalid_argument if the name has no value here.
    V operator()(graph::arena const& g, int id) const {
        using graph::op;
        graph::node const& n = g[id];
        if (n.kind == op::coordinate) return find(position, g, id).at(static_cast<std::size_t>(n.a));
        if (n.kind == op::parameter) return find(parameter, g, id);
        if (n.kind == op::unknown || n.kind == op::field) return find(unknown, g, id)({});
        if (n.kind == op::partial) {
            std::vector<int> along;
            for (int k = 1; k < n.count; ++k) along.push_back(static_cast<int>(g[g.child(id, k)].a));
            return find(unknown, g, g.child(id, 0))(along);
        }
        throw std::invalid_argument("lamina: an operation that has no value at one point, such as a mean");
    }

private:
    template <class Map>
    static typename Map::mapped_type const& find(Map const& map, graph::arena const& g, int id) {
        auto const at = map.find(g.name_of(id));
        if (at == map.end())
            throw std::invalid_argument("lamina: '" + std::string(g.name_of(id)) +
                                        "' has no value at this point; expected one for every name in the expression");
        return at->second;
    }
};

}  // namespace lamina::evaluate
