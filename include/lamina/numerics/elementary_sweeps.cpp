#include <lamina/numerics/elementary_sweeps.hpp>

#include <lamina/parallel/instruction_set.hpp>

namespace lamina {

namespace numerics {

#define LAMINA_DO_WITH_SET(set)                           \
    namespace set {                                       \
    extern elementary_sweeps<double> const double_sweeps; \
    extern elementary_sweeps<float> const float_sweeps;   \
    }
LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET

namespace {

struct both_sweeps {
    elementary_sweeps<double> const* of_double = nullptr;
    elementary_sweeps<float> const* of_float = nullptr;
};

both_sweeps choose() {
    instruction_set const chosen = chosen_instruction_set();
    both_sweeps out;
#define LAMINA_DO_WITH_SET(set) \
    if (chosen == instruction_set::set) out = {&set::double_sweeps, &set::float_sweeps};
    LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET
    return out;
}

both_sweeps const& chosen() {
    static both_sweeps const sweeps = choose();
    return sweeps;
}

}  // namespace

}  // namespace numerics

template <>
elementary_sweeps<double> const& chosen_elementary_sweeps<double>() {
    return *numerics::chosen().of_double;
}
template <>
elementary_sweeps<float> const& chosen_elementary_sweeps<float>() {
    return *numerics::chosen().of_float;
}

}  // namespace lamina
