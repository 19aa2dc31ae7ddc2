# cmake -D WORK=<empty folder> -P bad_trees.cmake
# Tests the rules: each small tree breaks one, and the finding must say so; the good tree breaks none.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/rules.cmake)

set(good
    "dsl/lamina/dsl/expr/node.hpp" "#include <boost/hana/tuple.hpp>\n#include <array>\nstatic_assert(true)$\n"
    "dsl/lamina/dsl/print/text.hpp" "#include <lamina/dsl/expr/node.hpp>\n"
    "dsl/lamina/dsl/weak/flux.hpp" "#include <lamina/dsl/expr/node.hpp>\nif (kind == op::div || kind == op::grad) op::gradual$\n"
    "dsl/lamina/dsl/reject/say.hpp" "static_assert(fits, \"no\")$\n"
    "dsl/lamina/dsl/terms/plan.hpp" "#include <lamina/dsl/expr/node.hpp>\n#include <lamina/dsl/print/text.hpp>\n"
    "include/lamina/network/net.hpp" "#include <vector>\n#include <lamina/dsl/reject/say.hpp>
/// A weight for each point, shape
/// (N,)
template <class Real>
std::vector<Real> weights(std::size_t n) { std::vector<Real> out(n, 1)$ return out$ }\n"
    "include/lamina/discretise/system.hpp" "#include <lamina/network/net.hpp>\n#include <lamina/dsl/terms/plan.hpp>\n"
    "include/lamina/passes/each_set/batch.hpp" "#include <xsimd/xsimd.hpp>\n"
    "include/lamina/discretise/system.cpp" "#include <lamina/discretise/system.hpp>\n#include <Eigen/Dense>\n")

# write_tree(path text ...): the good tree with these files over it; `$` stands for a semicolon.
function(write_tree)
    file(REMOVE_RECURSE ${WORK})
    set(files ${good} ${ARGN})
    while(files)
        list(POP_FRONT files path text)
        string(REPLACE "$" ";" text "${text}")
        if(path MATCHES "\\.hpp$" AND NOT text MATCHES "^//")
            string(PREPEND text "#pragma once\n")
        endif()
        file(WRITE ${WORK}/${path} "${text}")
    endwhile()
endfunction()

function(expect finding)
    write_tree(${ARGN})
    check_layout(${WORK} findings)
    if(NOT findings MATCHES "${finding}")
        message(SEND_ERROR "expected the finding `${finding}`, got: ${findings}")
    endif()
endfunction()

write_tree()
check_layout(${WORK} findings)
if(findings)
    message(SEND_ERROR "the good tree was refused: ${findings}")
endif()

expect("expr/ comes before terms/" "dsl/lamina/dsl/expr/late.hpp" "#include <lamina/dsl/terms/plan.hpp>\n")
expect("network/ comes before discretise/" "include/lamina/network/late.hpp" "#include <lamina/discretise/system.hpp>\n")
string(REPEAT "wide " 25 wide)
expect("tests/wide.cpp: more than 120 letters in the line // wide" "tests/wide.cpp" "// ${wide}\n")
expect("dsl/ must not see" "dsl/lamina/dsl/print/net.hpp" "#include <lamina/network/net.hpp>\n")
expect("not <lamina/network/net.hpp>" "dsl/lamina/dsl/print/net.hpp" "#include <lamina/network/net.hpp>\n")
expect("network/ sees no language" "include/lamina/network/net.hpp" "#include <lamina/dsl/terms/plan.hpp>\n")
expect("discretise/ sees dsl/terms and dsl/weak only" "include/lamina/discretise/a.hpp" "#include <lamina/dsl/expr/node.hpp>\n")
expect("include cycle among: [^\n]*expr/node.hpp" "dsl/lamina/dsl/expr/node.hpp" "#include <lamina/dsl/print/text.hpp>\n")
expect("not <xtensor/xtensor.hpp>" "dsl/lamina/dsl/expr/array.hpp" "#include <xtensor/xtensor.hpp>\n")
expect("not 'node.hpp'" "dsl/lamina/dsl/expr/quoted.hpp" "#include \"node.hpp\"\n")
expect("narrow header instead of <boost/hana.hpp>" "dsl/lamina/dsl/expr/all.hpp" "#include <boost/hana.hpp>\n")
expect("system.cpp: does not include <lamina/discretise/system.hpp> first"
       "include/lamina/discretise/system.cpp" "#include <vector>\n#include <lamina/discretise/system.hpp>\n")
expect("<Eigen/Dense> is heavy" "include/lamina/discretise/dense.hpp" "#include <Eigen/Dense>\n")
expect("system.cpp: reaches xsimd" "include/lamina/discretise/system.hpp" "#include <lamina/passes/each_set/batch.hpp>\n")
expect("`helpers` names no idea" "tests/numeric/helpers/a.cpp" "\n")
expect("`utils` names no idea" "include/lamina/discretise/utils.hpp" "\n")
expect("no room solver" "include/lamina/solver/a.hpp" "\n")
expect("says no in its own words" "dsl/lamina/dsl/expr/no.hpp" "static_assert(fits<a, b>,\n    \"no\")$\n")
expect("terms/a.hpp: reads op::div itself" "dsl/lamina/dsl/terms/a.hpp" "if (g[id].kind == op::div) return 1$\n")
expect("discretise/a.cpp: reads op::grad itself" "include/lamina/discretise/a.cpp" "case graph::op::grad: break$\n")
expect("twoscale/a.hpp: reads op::grad itself" "dsl/lamina/dsl/twoscale/a.hpp" "differential(g, op::grad, name)$\n")
expect("c6.cpp: chooses `points` itself" "examples/papers/carney/c6.cpp"
       "auto u_h = c6.solved([&] { return solve(darcy, line, points(40))$ })$\n")
expect("c7.cpp: chooses `frozen` itself" "examples/papers/carney/c7.cpp" "solve(darcy, line, frozen(mlp({600})))$\n")
expect("the one axis of `std::vector<double> at\\(std::span<double const> x" "include/lamina/network/rows.hpp"
       "/// Values, shape (m, N)\nstd::vector<double> at(std::span<double const> x, int order)$\n")
expect("the one axis of `.*operator\\(\\)" "dsl/lamina/dsl/expr/at.hpp"
       "/// Shape (N,)\nint n$\n||nodiscard|| std::vector<double> operator()(E const& e) const$\n")
expect("the one axis of `using" "include/lamina/network/call.hpp" "using f = std::function<std::vector<double>(double x)>$\n")
expect("does not begin with #pragma once" "dsl/lamina/dsl/expr/twice.hpp" "// twice\n")

find_program(GIT git)
if(GIT)
    write_tree("solvers/a.cpp" "\n")
    execute_process(COMMAND ${GIT} init --quiet WORKING_DIRECTORY ${WORK})
    check_layout(${WORK} findings)
    if(NOT findings MATCHES "solvers: the names of the top level are fixed")
        message(SEND_ERROR "a new name at the top level was not found: ${findings}")
    endif()
endif()
file(REMOVE_RECURSE ${WORK})
