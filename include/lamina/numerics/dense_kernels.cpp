#include <lamina/numerics/dense_kernels.hpp>

#include <stdexcept>
#include <string>

namespace lamina::numerics {

#define LAMINA_DO_WITH_SET(set)         \
    namespace set {                     \
    extern dense_kernels const kernels; \
    }
LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET

dense_kernels const& dense_kernels_of(instruction_set set) {
#define LAMINA_DO_WITH_SET(name) \
    if (set == instruction_set::name) return name::kernels;
    LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET
    throw std::invalid_argument("dense_kernels_of: set is " + std::string(name_of(set)) +
                                ", expected one that this library was built for");
}

dense_kernels const& chosen_dense_kernels() {
    static dense_kernels const& chosen = dense_kernels_of(chosen_instruction_set());
    return chosen;
}

}  // namespace lamina::numerics
