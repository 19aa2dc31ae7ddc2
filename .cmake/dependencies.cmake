# What a program that uses lamina finds before it links: included by lamina's build and, installed beside
# lamina-config.cmake, by find_package(lamina). The component `dsl` alone needs the Boost headers only.
include(CMakeFindDependencyMacro)
find_dependency(Boost 1.74)
if("${lamina_FIND_COMPONENTS}" STREQUAL "dsl")
    return()
endif()

find_dependency(Threads)
find_dependency(xtensor)
find_dependency(xsimd)
find_dependency(fmt)
find_dependency(ZLIB)
