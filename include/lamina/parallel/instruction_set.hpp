#pragma once

#include <string_view>
#include <vector>

namespace lamina {

/// Processors that parts of the library are compiled for, the least able first: the levels 2, 3 and 4 of x86-64
/// (SSE4.2; AVX2 and FMA; AVX-512), and every 64-bit Arm.
enum class instruction_set { v2, v3, v4, neon };

/// "x86-64-v2", "x86-64-v3", "x86-64-v4", "neon"
std::string_view name_of(instruction_set set);

/// Those that this library was built for and this machine has, the most able last.
std::vector<instruction_set> usable_instruction_sets();

/// What everything that is compiled for several sets runs with: the last of `usable_instruction_sets`, or the one that
/// the environment variable LAMINA_ISA names as `name_of` does. Chosen at the first call, once. Throws
/// std::runtime_error if LAMINA_ISA is none of the usable ones, or if none is usable.
instruction_set chosen_instruction_set();

}  // namespace lamina
