# cmake -D NM=nm -D COMPILER=c++ -D WORK=<folder> -D OBJECTS=<file that sets `sets`, objects_v2, ...> -P symbols_of_sets.cmake
# Of functions that may stand in several objects (weak, or unique) the linker keeps one copy: in two instruction sets it
# would be that of either, and a processor of the lesser one meets instructions that it does not know.
cmake_minimum_required(VERSION 3.25)
include(${OBJECTS})

# Symbols that may stand in any set, as they hold no instructions: where to find the function that unwinds the stack.
set(written_list DW.ref.__gxx_personality_v0)

# Symbols of the objects of a set that the linker shares
function(shared_symbols set out)
    execute_process(COMMAND ${NM} --defined-only --format=posix ${objects_${set}} OUTPUT_VARIABLE symbols
                    COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^ \n]+ [WVu] " found "${symbols}")
    list(TRANSFORM found REPLACE " [WVu] $" "")
    list(REMOVE_DUPLICATES found)
    set(${out} "${found}" PARENT_SCOPE)
endfunction()

function(in_two_sets out)
    set(seen "")
    set(twice "")
    foreach(set IN LISTS sets)
        shared_symbols(${set} symbols)
        foreach(symbol IN LISTS symbols)
            if(symbol IN_LIST seen AND NOT symbol IN_LIST written_list)
                list(APPEND twice ${symbol})
            endif()
        endforeach()
        list(APPEND seen ${symbols})
    endforeach()
    set(${out} "${twice}" PARENT_SCOPE)
endfunction()

in_two_sets(twice)
if(twice)
    list(LENGTH twice count)
    list(GET twice 0 first)
    message(FATAL_ERROR "${count} symbols stand in the objects of two instruction sets, such as ${first}")
endif()

# The test of the test: two objects with one inline function are found.
foreach(set one two)
    file(WRITE ${WORK}/shared_${set}.cpp "inline int shared_by_sets(int n) { return n; }\nint (*${set})(int) = shared_by_sets;\n")
    execute_process(COMMAND ${COMPILER} -c ${WORK}/shared_${set}.cpp -o ${WORK}/shared_${set}.o COMMAND_ERROR_IS_FATAL ANY)
    set(objects_${set} ${WORK}/shared_${set}.o)
endforeach()
set(sets one two)
in_two_sets(twice)
if(NOT twice MATCHES "shared_by_sets")
    message(FATAL_ERROR "an inline function in two objects was not found, but: ${twice}")
endif()
