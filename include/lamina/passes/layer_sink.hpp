#pragma once

#include <lamina/passes/panel_block.hpp>

namespace lamina {

/// What a pass in reverse calls for each layer, sink(layer, adjoint, input): a reference to a function object.
template <class Real>
class layer_sink {
public:
    template <class Function>
    layer_sink(Function const& function)  // NOLINT: as implicit as a function_ref
        : object_(&function),
          call_([](void const* object, dense_layer const& layer, panel_block<Real> const& z,
                   panel_block<Real> const& h) { (*static_cast<Function const*>(object))(layer, z, h); }) {}

    void operator()(dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) const {
        call_(object_, layer, z, h);
    }

private:
    void const* object_;
    void (*call_)(void const*, dense_layer const&, panel_block<Real> const&, panel_block<Real> const&);
};

}  // namespace lamina
