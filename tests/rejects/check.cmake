# cmake -D COMPILER=<c++> -D INCLUDE=<dir|dir...> -D FILE=<wrong program> [-D LANGUAGE=<header>] [-D FLAG=<option>] -P check.cmake
# Passes if the compiler refuses FILE with one error, which says what FILE\'s first line, `// rejects: <regex>`, asks for.
# LANGUAGE is read before FILE, compiled if it is there as such; under a FLAG it is left out, as that is of no use then.
# After `// rejects first: <regex>` others may follow: of what the program does with what was refused.
cmake_minimum_required(VERSION 3.25)
cmake_path(GET FILE FILENAME name)
file(STRINGS ${FILE} first LIMIT_COUNT 1)
if(NOT first MATCHES "^// rejects( first)?: (.+)$")
    message(FATAL_ERROR "${name}: the first line must be `// rejects: <regex>`, not `${first}`")
endif()
set(others_may_follow "${CMAKE_MATCH_1}")
set(expected "${CMAKE_MATCH_2}")

string(REGEX REPLACE "([^|]+)\\|?" "-I;\\1;" include "${INCLUDE}")
if(LANGUAGE AND NOT FLAG)
    list(APPEND include -include ${LANGUAGE})
endif()
execute_process(COMMAND ${COMPILER} -std=c++20 ${FLAG} -fsyntax-only -fno-diagnostics-color ${include} ${FILE}
                RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
# clang prints a sentence in lines, both put \ before its quotes: take that out.
string(REGEX REPLACE "\"}+, {+\"" "" said "${said}")
string(REGEX REPLACE "\\\\([\"'])" "\\1" said "${said}")
string(REGEX MATCH " error: ([^\n]*)(.*)$" error "${said}")
set(error "${CMAKE_MATCH_1}")
set(rest "${CMAKE_MATCH_2}")
if(status EQUAL 0)
    message(FATAL_ERROR "${name} was accepted; it must be rejected with `${expected}`")
elseif(NOT error MATCHES "${expected}")
    message("${said}")
    message(FATAL_ERROR "${name} was rejected, but its first error is not `${expected}`")
elseif(rest MATCHES " error: " AND NOT others_may_follow)
    message("${said}")
    message(FATAL_ERROR "${name} was rejected with more than one error")
endif()
