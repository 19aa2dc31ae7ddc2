#pragma once

#include <boost/hana/tuple.hpp>

#include <lamina/dsl/expr/expression.hpp>

namespace lamina {

/// What a network is fed with instead of the coordinates: `features(x, cos(x / eps), sin(x / eps))`. Their
/// derivatives are taken symbolically, so the network's derivatives stay exact.
template <Expression... Inputs>
struct features_t {
    boost::hana::tuple<Inputs...> inputs;
};
template <Expression... Inputs>
features_t<Inputs...> features(Inputs const&... inputs) {
    return {boost::hana::tuple<Inputs...>(inputs...)};
}

}  // namespace lamina
