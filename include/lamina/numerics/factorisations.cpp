#include <lamina/numerics/factorisations.hpp>

#include <stdexcept>
#include <string>

namespace lamina::numerics {

#define LAMINA_DO_WITH_SET(set)                       \
    namespace set {                                   \
    extern factorisations const eigen_factorisations; \
    }
LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET

factorisations const& factorisations_of(instruction_set set) {
#define LAMINA_DO_WITH_SET(name) \
    if (set == instruction_set::name) return name::eigen_factorisations;
    LAMINA_EACH_SET
#undef LAMINA_DO_WITH_SET
    throw std::invalid_argument("factorisations_of: set is " + std::string(name_of(set)) +
                                ", expected one that this library was built for");
}

factorisations const& chosen_factorisations() {
    static factorisations const& chosen = factorisations_of(chosen_instruction_set());
    return chosen;
}

}  // namespace lamina::numerics
