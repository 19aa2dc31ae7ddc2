// rejects: unknown<"u">\(\.\.\.\): an unknown depends on positions of one dimension and then on time; write
// unknown<"u">\(x\)
#include <lamina/dsl/problem/problem.hpp>

using namespace lamina;

int main() { auto u = unknown<"u">(2); }
