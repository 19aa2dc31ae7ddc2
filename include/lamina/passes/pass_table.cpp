#include <lamina/passes/pass_table.hpp>

#include <stdexcept>
#include <string>

namespace lamina {

namespace passes {

#define LAMINA_DO_WITH_SET(set)                    \
    namespace set {                                \
    extern pass_table<double> const double_passes; \
    extern pass_table<float> const float_passes;   \
    }
LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET

}  // namespace passes

template <class Real>
pass_table<Real> const& passes_of(instruction_set set) {
    switch (set) {
#define LAMINA_DO_WITH_SET(set)                       \
    case instruction_set::set:                        \
        if constexpr (sizeof(Real) == sizeof(double)) \
            return passes::set::double_passes;        \
        else                                          \
            return passes::set::float_passes;
        LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET
        default:
            throw std::logic_error("passes_of: the library was not built for " + std::string(name_of(set)));
    }
}

template <class Real>
pass_table<Real> const& chosen_passes() {
    static pass_table<Real> const& chosen = passes_of<Real>(chosen_instruction_set());
    return chosen;
}

template <class Real>
activation_sweep<Real> sweep_of(activation_choice const& activation, pass_table<Real> const& run) {
    if (activation.which == activation_choice::tanh) return run.tanh;
    if (activation.which == activation_choice::sin) return run.sin;
    if constexpr (sizeof(Real) == sizeof(double))
        return activation.of_double;
    else
        return activation.of_float;
}

template pass_table<double> const& passes_of<double>(instruction_set);
template pass_table<float> const& passes_of<float>(instruction_set);
template pass_table<double> const& chosen_passes<double>();
template pass_table<float> const& chosen_passes<float>();
template activation_sweep<double> sweep_of(activation_choice const&, pass_table<double> const&);
template activation_sweep<float> sweep_of(activation_choice const&, pass_table<float> const&);

}  // namespace lamina
