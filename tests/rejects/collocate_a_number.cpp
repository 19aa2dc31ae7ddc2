// rejects: collocate\(\.\.\., number\): a number alone does not say what it is; write points\(256\), lambda{10} or k =
// 0\.5
#include <lamina/discretise/collocation_arguments.hpp>

using namespace lamina;


int main() { collocation::arguments with; with.take(0.5); }
