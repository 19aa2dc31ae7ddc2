// rejects: interval\({...}\): an interval has two ends; write interval\(0, 1\)
#include <lamina/sample/box.hpp>

using namespace lamina;
auto const domain = interval({0, 1});
