// rejects: collocate\(\.\.\., k == number\): a parameter takes its value by =; write k = 0\.5
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/discretise/collocation_arguments.hpp>

using namespace lamina;
constexpr auto k = parameter<"k">;

int main() { collocation::arguments with; with.take(k == 0.5); }
