#include <lamina/passes/each_set/unit_passes.hpp>

namespace lamina::passes::LAMINA_SET {

template <class Real>
unit_passes<Real> tanh_units(jet_rule const& rule) {
    return unit_passes_with<tanh_function, Real>(rule);
}

template unit_passes<double> tanh_units(jet_rule const&);
template unit_passes<float> tanh_units(jet_rule const&);

}  // namespace lamina::passes::LAMINA_SET
