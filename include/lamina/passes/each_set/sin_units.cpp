#include <lamina/passes/each_set/unit_passes.hpp>

namespace lamina::passes::LAMINA_SET {

template <class Real>
unit_passes<Real> sin_units(jet_rule const& rule) {
    return unit_passes_with<sin_function, Real>(rule);
}

template unit_passes<double> sin_units(jet_rule const&);
template unit_passes<float> sin_units(jet_rule const&);

}  // namespace lamina::passes::LAMINA_SET
