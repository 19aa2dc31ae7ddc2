#include <lamina/numerics/dense_kernels.hpp>

#include <lamina/parallel/instruction_set.hpp>

namespace lamina::numerics {

#define LAMINA_DO_WITH_SET(set)             \
    namespace set {                         \
    extern dense_kernels const kernels;     \
    }
LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET

dense_kernels const& chosen_dense_kernels() {
    static dense_kernels const& chosen = []() -> dense_kernels const& {
        instruction_set const wanted = chosen_instruction_set();
#define LAMINA_DO_WITH_SET(set) \
    if (wanted == instruction_set::set) return set::kernels;
        LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET
        __builtin_unreachable();
    }();
    return chosen;
}

}  // namespace lamina::numerics
