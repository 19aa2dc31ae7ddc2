# cmake -D COMPILER=<c++> -D INCLUDE=<dir|dir...> -D FILE=<wrong program> [-D FLAG=<option>] -P check.cmake
# Passes if the compiler refuses FILE and says what FILE's first line, `// rejects: <regex>`, asks for.
cmake_minimum_required(VERSION 3.25)
cmake_path(GET FILE FILENAME name)
file(STRINGS ${FILE} first LIMIT_COUNT 1)
if(NOT first MATCHES "^// rejects: (.+)$")
    message(FATAL_ERROR "${name}: the first line must be `// rejects: <regex>`, not `${first}`")
endif()
set(expected "${CMAKE_MATCH_1}")

string(REGEX REPLACE "([^|]+)\\|?" "-I;\\1;" include "${INCLUDE}")
execute_process(COMMAND ${COMPILER} -std=c++20 ${FLAG} -fsyntax-only -fno-diagnostics-color ${include} ${FILE}
                RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
# A sentence reaches the compiler in pieces: take the seams out.
string(REGEX REPLACE "\"}+, [^\"]*{+\"" "" said "${said}")
if(status EQUAL 0)
    message(FATAL_ERROR "${name} was accepted; it must be rejected with `${expected}`")
elseif(NOT said MATCHES "${expected}")
    message("${said}")
    message(FATAL_ERROR "${name} was rejected, but not with `${expected}`")
endif()
