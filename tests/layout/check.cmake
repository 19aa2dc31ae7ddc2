# cmake -D ROOT=<source tree> -P check.cmake: fails, with one line a finding, if the tree breaks a rule of rules.cmake.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/rules.cmake)
check_layout(${ROOT} findings)
if(findings)
    list(JOIN findings "\n" findings)
    message(FATAL_ERROR "layout:\n${findings}")
endif()
