# cmake -D ROOT=<source tree> -D VERSION=<version> -D OUT=<header> -P amalgamate.cmake
# Writes the language, dsl/lamina/dsl.hpp and all of lamina that it includes, as one header that needs Boost.Hana and
# the standard library: to paste into Compiler Explorer, or to include there by its address.
cmake_minimum_required(VERSION 3.25)
set(others "")  # includes of other libraries
set(body "")
set(seen "")

# Puts `header` behind what it includes. Text stays in quotes throughout: it is full of semicolons.
function(inline header)
    if(header IN_LIST seen)
        return()
    endif()
    set(seen ${seen} ${header})
    file(READ ${ROOT}/dsl/${header} text)
    string(REGEX MATCHALL "(^|\n)#include <[^>]+>" lines "${text}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^\n?#include <(.*)>$" "\\1" included "${line}")
        if(included MATCHES "^lamina/")
            inline(${included})
        else()
            list(APPEND others ${included})
        endif()
    endforeach()
    string(REGEX REPLACE "(^|\n)#(include|pragma once)[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n\n\n+" "\n\n" text "${text}")
    string(STRIP "${text}" text)
    set(body "${body}\n// ${header}\n\n${text}\n" PARENT_SCOPE)
    set(seen ${seen} PARENT_SCOPE)
    set(others ${others} PARENT_SCOPE)
endfunction()
inline(lamina/dsl.hpp)

list(REMOVE_DUPLICATES others)
list(SORT others)
list(TRANSFORM others REPLACE "(.+)" "#include <\\1>")
list(JOIN others "\n" others)
file(READ ${ROOT}/LICENSE licence)
string(STRIP "${licence}" licence)
string(REPLACE "\n" "\n// " licence "// ${licence}")
string(REGEX REPLACE " +\n" "\n" licence "${licence}")
# An include guard: where the header is pasted into the program, `#pragma once` draws a warning.
file(WRITE ${OUT} "// lamina ${VERSION}: its language in one header, put together from dsl/. Do not edit.
//
${licence}
#ifndef LAMINA_DSL_IN_ONE_HEADER
#define LAMINA_DSL_IN_ONE_HEADER

${others}
${body}
#endif
")
