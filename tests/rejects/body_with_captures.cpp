// rejects: coefficient<"a">\(body\): the body is no function without captures; write coefficient<"a">\(\[\]\(auto y\) {
// return \.\.\.; }\), and values that are bound later as parameter<"k">
#include <lamina/dsl/expr/coefficient.hpp>

using namespace lamina;


int main() { double k = 2; auto a = coefficient<"a">([k](auto y) { return k * y; }); }
