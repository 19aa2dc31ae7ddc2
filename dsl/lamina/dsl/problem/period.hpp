#pragma once

#include <boost/hana/tuple.hpp>

#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/reject/period.hpp>

namespace lamina {

/// A place: the sides of the domain across some axes, each identified with the one opposite to it. `periodic(x[0])`,
/// `periodic(x[0], x[2_c])`; a position stands for all of its axes.
template <class... Axes>
struct periodic_along {
    boost::hana::tuple<Axes...> axes{};
    /// Whether the sides across an axis of space are identified
    static constexpr bool repeats(int axis) { return (covers<Axes>(axis) || ...); }

private:
    template <class Axis>
    static constexpr bool covers(int axis) {
        if constexpr (requires { Axis::index; })
            return Axis::index == axis;
        else
            return true;  // a whole position
    }
};

/// `periodic`, or `periodic(...)`
template <class T>
concept Period = requires {
    T::repeats(0);
};

}  // namespace lamina
