# cmake -D NM=nm -D SET=v3 "-D OBJECTS=a.o;b.o" -P set_symbols.cmake
# What is compiled for an instruction set defines no function or variable that the linker may take for another's (weak,
# unique): a machine without that set would run it. Names of the set itself are no one else's.
# the language's constants, and of the standard library what every object has
set(allowed "^(DW\\.ref\\.__gxx_personality_v0$|_ZN6lamina10chain_ruleI)")
execute_process(COMMAND ${NM} --defined-only ${OBJECTS} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(LENGTH ${SET} length)
if(NOT symbols MATCHES "6passes${length}${SET}")
    message(FATAL_ERROR "set_symbols: nothing of lamina::passes::${SET} in ${OBJECTS}: what does this test look at?")
endif()
string(REGEX MATCHALL "[0-9a-f]+ [WVu] [^\n]+" shared "${symbols}")
list(TRANSFORM shared REPLACE "^[0-9a-f]+ [WVu] " "")
list(FILTER shared EXCLUDE REGEX "6passes${length}${SET}|8numerics${length}${SET}|lamina_${SET}_(xsimd|eigen)")
list(FILTER shared EXCLUDE REGEX "${allowed}")
if(shared)
    list(LENGTH shared count)
    list(GET shared 0 first)
    message(FATAL_ERROR "${count} symbols of ${SET} have names that others may have too, such as\n${first}")
endif()
