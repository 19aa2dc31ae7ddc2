# Parts of the library are compiled once for each instruction set of LAMINA_SETS, and chosen when a program starts:
#   x86-64-v2, x86-64-v3, x86-64-v4; neon on 64-bit Arm; `native` is the most able that this machine has.
# Their sources stand in folders each_set/, see LAMINA_SET and LAMINA_DO_WITH_SET there.
include(CheckCXXSourceCompiles)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    set(LAMINA_SETS neon CACHE STRING "Instruction sets: neon")
else()
    set(LAMINA_SETS "x86-64-v2;x86-64-v3;x86-64-v4" CACHE STRING
        "Instruction sets to compile for: x86-64-v2, x86-64-v3, x86-64-v4, or native")
endif()

# The most able level that this machine has.
function(lamina_native_set out)
    set(CMAKE_REQUIRED_FLAGS -march=native)
    check_cxx_source_compiles("
        #if !(defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512CD__) && defined(__AVX512DQ__) && defined(__AVX512VL__))
        #error no
        #endif
        int main() {}" LAMINA_NATIVE_HAS_V4)
    check_cxx_source_compiles("
        #if !(defined(__AVX2__) && defined(__FMA__) && defined(__BMI2__))
        #error no
        #endif
        int main() {}" LAMINA_NATIVE_HAS_V3)
    if(LAMINA_NATIVE_HAS_V4)
        set(${out} x86-64-v4 PARENT_SCOPE)
    elseif(LAMINA_NATIVE_HAS_V3)
        set(${out} x86-64-v3 PARENT_SCOPE)
    else()
        set(${out} x86-64-v2 PARENT_SCOPE)
    endif()
endfunction()

# Adds the sources to the target, once for each set, with what the target itself is compiled with.
function(lamina_compile_for_each_set target)
    set(sets ${LAMINA_SETS})
    if(sets STREQUAL "native" AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
        set(sets neon)
    elseif(sets STREQUAL "native")
        lamina_native_set(sets)
    endif()
    foreach(set IN LISTS sets)
        if(NOT set MATCHES "^(x86-64-v[234]|neon)$")
            message(FATAL_ERROR "LAMINA_SETS: ${set}, expected x86-64-v2, x86-64-v3, x86-64-v4, neon or native")
        endif()
        string(REGEX REPLACE "^x86-64-" "" name ${set})
        string(APPEND each "LAMINA_DO_WITH_SET(${name}) ")
        if(NOT ARGN)
            continue()
        endif()
        add_library(${target}_${name} OBJECT ${ARGN})
        set_target_properties(${target}_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        # libraries of templates under names of their own, or the linker would take one set's function for another's
        target_compile_definitions(${target}_${name} PRIVATE LAMINA_SET=${name} xsimd=lamina_${name}_xsimd
                                                             Eigen=lamina_${name}_eigen)
        target_include_directories(${target}_${name} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
        target_link_libraries(${target}_${name} PRIVATE lamina_dsl xsimd)
        target_include_directories(${target}_${name} SYSTEM PRIVATE
            $<TARGET_PROPERTY:Eigen3::Eigen,INTERFACE_INCLUDE_DIRECTORIES>)
        target_compile_features(${target}_${name} PRIVATE cxx_std_20)
        if(NOT set STREQUAL "neon")
            target_compile_options(${target}_${name} PRIVATE -march=${set})
        endif()
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${name}>)
    endforeach()
    target_compile_definitions(${target} PRIVATE "LAMINA_EACH_SET=${each}")
endfunction()
