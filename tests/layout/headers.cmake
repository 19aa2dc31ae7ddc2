# Compiles every header alone.
file(GLOB_RECURSE headers ${root}/dsl/*.hpp ${root}/include/*.hpp)
set(failures "")
set(source "")
foreach(header IN LISTS headers)
  execute_process(COMMAND ${compiler} -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wno-pragma-once-outside-header
                          -I${root}/dsl -I${root}/include -x c++ ${header}
                  RESULT_VARIABLE status ERROR_VARIABLE err)
  if(NOT status EQUAL 0)
    list(APPEND failures "${header}:\n${err}")
  endif()
endforeach()
if(failures)
  list(JOIN failures "\n" text)
  message(FATAL_ERROR "${text}")
endif()
