# The target `reference`: documentation of the headers in <build>/reference/index.html, by Doxygen where that is found.
# Any warning is an error.
find_package(Doxygen QUIET)
if(NOT DOXYGEN_FOUND)
    message(STATUS "lamina: no Doxygen, so no target `reference`")
    return()
endif()
set(DOXYGEN_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
set(DOXYGEN_HTML_OUTPUT reference)
set(DOXYGEN_USE_MDFILE_AS_MAINPAGE ${PROJECT_SOURCE_DIR}/README.md)
set(DOXYGEN_INPUT_FILTER "sed -zE -f ${PROJECT_SOURCE_DIR}/.cmake/reference.sed")
set(DOXYGEN_STRIP_FROM_INC_PATH ${PROJECT_SOURCE_DIR}/dsl ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_STRIP_FROM_PATH ${DOXYGEN_STRIP_FROM_INC_PATH} ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
set(DOXYGEN_EXTRACT_ALL YES)
set(DOXYGEN_JAVADOC_AUTOBRIEF YES)  # the first sentence is the summary
set(DOXYGEN_HAVE_DOT NO)
set(DOXYGEN_QUIET YES)
set(DOXYGEN_WARN_AS_ERROR FAIL_ON_WARNINGS)
set(pages ${PROJECT_SOURCE_DIR}/README.md)
if(TARGET sentences)
    list(APPEND pages ${PROJECT_BINARY_DIR}/sentences.md)
endif()
doxygen_add_docs(reference ${pages} ${dsl_headers} ${lamina_headers} ${lamina_alone}
                 COMMENT "Writing the reference: reference/index.html")
if(TARGET sentences)
    add_dependencies(reference sentences)
endif()

# So that README's links to files of the source tree hold in the reference, too.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/reference)
foreach(folder dsl include examples tests bench)
    file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${PROJECT_BINARY_DIR}/reference/${folder} SYMBOLIC)
endforeach()

if(LAMINA_TESTS)
    add_test(NAME reference COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target reference)
    set_tests_properties(reference PROPERTIES LABELS reference)
endif()
