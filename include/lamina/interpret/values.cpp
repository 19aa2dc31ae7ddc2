#include <lamina/interpret/values.hpp>

namespace lamina::interpret {

template xt::xtensor<double, 2> values(graph::arena const&, evaluate::straight_line const&, std::size_t,
                                       std::function<leaf<double>(graph::node_id)> const&);

}  // namespace lamina::interpret
