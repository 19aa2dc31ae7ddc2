# cmake -D BUILD=<lamina's build> -D COMPILER=<c++> -D FLAGS=<flags> -D TYPE=<build type> -P check.cmake
# Installs lamina, then configures, builds and runs the user's project of this folder against the installed files.
cmake_minimum_required(VERSION 3.25)
set(work ${BUILD}/tests/consumer)
file(REMOVE_RECURSE ${work})
function(run step)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT status EQUAL 0)
        message("${said}")
        message(FATAL_ERROR "consumer: ${step} failed")
    endif()
endfunction()
run(install ${CMAKE_COMMAND} --install ${BUILD} --prefix ${work}/prefix)
run(configure ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${work}/build -G Ninja -D CMAKE_PREFIX_PATH=${work}/prefix
    -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_BUILD_TYPE=${TYPE})
run(build ${CMAKE_COMMAND} --build ${work}/build)
run(run ${work}/build/consumer)
