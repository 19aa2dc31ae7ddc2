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

# Neither has a CMake package that every distribution ships.
find_path(LAMINA_CBLAS_INCLUDE cblas.h PATH_SUFFIXES openblas)
find_library(LAMINA_OPENBLAS_LIBRARY openblas)
find_path(LAMINA_LAPACKE_INCLUDE lapacke.h PATH_SUFFIXES openblas lapacke)
find_library(LAMINA_LAPACKE_LIBRARY NAMES lapacke openblas)  # some builds of OpenBLAS contain LAPACKE
mark_as_advanced(LAMINA_CBLAS_INCLUDE LAMINA_OPENBLAS_LIBRARY LAMINA_LAPACKE_INCLUDE LAMINA_LAPACKE_LIBRARY)

if(LAMINA_CBLAS_INCLUDE AND LAMINA_OPENBLAS_LIBRARY AND NOT TARGET lamina::openblas)
    add_library(lamina::openblas INTERFACE IMPORTED)
    target_include_directories(lamina::openblas INTERFACE ${LAMINA_CBLAS_INCLUDE})
    target_link_libraries(lamina::openblas INTERFACE ${LAMINA_OPENBLAS_LIBRARY})
endif()
if(LAMINA_LAPACKE_INCLUDE AND LAMINA_LAPACKE_LIBRARY AND NOT TARGET lamina::lapacke)
    add_library(lamina::lapacke INTERFACE IMPORTED)
    target_include_directories(lamina::lapacke INTERFACE ${LAMINA_LAPACKE_INCLUDE})
    target_link_libraries(lamina::lapacke INTERFACE ${LAMINA_LAPACKE_LIBRARY})
endif()
