#pragma once

namespace lamina::graph {

/// Which node of an arena. Of two, the greater was made later: what is in a node comes before it.
enum class node_id : int { none = -1 };
constexpr node_id& operator++(node_id& id) { return id = node_id{static_cast<int>(id) + 1}; }

}  // namespace lamina::graph
