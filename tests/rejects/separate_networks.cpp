// rejects: separate\(...\) has 3 networks for the unknowns q, p; write one network for each unknown, in this order
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/terms/separate_unknowns.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto p = unknown<"p">(x);
constexpr auto q = unknown<"q", 2>(x);
constexpr auto darcy = problem(q + grad(p) == vector(0, 0), div(q) == 1, on(boundary, p == 0));

int main() { auto outputs = outputs_of_networks<decltype(darcy.equation), 3>(); }
