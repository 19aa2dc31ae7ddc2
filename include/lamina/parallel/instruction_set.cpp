#include <lamina/parallel/instruction_set.hpp>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace lamina {

namespace {

bool has(instruction_set set) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    switch (set) {  // all that -march= of the level may emit
        case instruction_set::v2: return __builtin_cpu_supports("x86-64-v2");
        case instruction_set::v3: return __builtin_cpu_supports("x86-64-v3");
        case instruction_set::v4: return __builtin_cpu_supports("x86-64-v4");
        case instruction_set::neon: return false;
    }
    return false;
#else
    return set == instruction_set::neon;
#endif
}

instruction_set choose() {
    auto const usable = usable_instruction_sets();
    std::string names;
    for (instruction_set const set : usable) names += (names.empty() ? "" : ", ") + std::string(name_of(set));
    if (usable.empty())
        throw std::runtime_error("lamina was built for none of the instruction sets of this machine; build it with "
                                 "-D LAMINA_SETS=native");
    char const* const wanted = std::getenv("LAMINA_ISA");
    if (wanted == nullptr || *wanted == '\0') return usable.back();
    for (instruction_set const set : usable)
        if (name_of(set) == wanted) return set;
    throw std::runtime_error("LAMINA_ISA is \"" + std::string(wanted) + "\", expected one of " + names +
                             ": what this library was built for and this machine has");
}

}  // namespace

std::string_view name_of(instruction_set set) {
    switch (set) {
        case instruction_set::v2: return "x86-64-v2";
        case instruction_set::v3: return "x86-64-v3";
        case instruction_set::v4: return "x86-64-v4";
        case instruction_set::neon: break;
    }
    return "neon";
}

std::vector<instruction_set> usable_instruction_sets() {
#define LAMINA_DO_WITH_SET(set) instruction_set::set,
    std::vector<instruction_set> out{LAMINA_EACH_SET};
#undef LAMINA_DO_WITH_SET
    std::erase_if(out, [](instruction_set set) { return !has(set); });
    std::ranges::sort(out);
    return out;
}

instruction_set chosen_instruction_set() {
    static instruction_set const chosen = choose();
    return chosen;
}

}  // namespace lamina
