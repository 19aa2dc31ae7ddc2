// rejects: box\(number, number...\): the lower and the upper corner are lists; write interval\(0, 1\), or box\({0, 0},
// {1, 1}\)
#include <lamina/sample/box.hpp>

using namespace lamina;
auto const domain = box(0, 0, 1, 1);
