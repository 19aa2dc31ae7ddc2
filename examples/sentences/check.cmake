# cmake -D PAGE=<sentences.md> -D CHAPTERS=<file;...> -P check.cmake
# Passes if the page has every sentence of the chapters, each with its code and with something printed below.
cmake_minimum_required(VERSION 3.25)
file(READ ${PAGE} page)
string(REPLACE ";" "" page "${page}")
foreach(chapter IN LISTS CHAPTERS)
    file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/${chapter} lines REGEX "^sentence const")
    list(LENGTH lines count)
    if(count EQUAL 0)
        message(FATAL_ERROR "${chapter} has no sentence")
    endif()
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^[^\"]*\"(.*)\"[^\"]*$" "\\1" meaning "${line}")
        set(heading "\n### ${meaning}\n\n```cpp\n")
        string(FIND "${page}" "${heading}" at)
        if(at EQUAL -1)
            message(FATAL_ERROR "${chapter}: `${meaning}` is not on the page")
        endif()
        string(SUBSTRING "${page}" ${at} -1 rest)
        if(NOT rest MATCHES "^\n### [^\n]+\n\n```cpp\n[^`]+\n```\n\n```text\n[^`\n][^`]*\n```\n")
            message(FATAL_ERROR "${chapter}: nothing is printed for `${meaning}`")
        endif()
    endforeach()
endforeach()

# One sentence letter by letter, in all that is said of it
string(FIND "${page}" [=[
```cpp
problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0))
```

```text
problem(-div(a(x / eps) * grad(u)) == sin(x),
        on(boundary, u == 0))

-∇·(a(x/ε) ∇u) = sin(x)
u = 0 on ∂Ω

-\nabla \cdot \left(a\left(\frac{x}{\varepsilon}\right) \, \nabla u\right) = \sin\left(x\right) \\
u = 0 \quad \text{on } \partial\Omega

dimension        1
order            2
linear           yes
divergence form  yes
]=] at)
if(at EQUAL -1)
    message(FATAL_ERROR "${PAGE}: Darcy's equation does not read as it should")
endif()
