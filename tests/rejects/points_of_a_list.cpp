// rejects: points\({...}\): it takes one number, of all points; write points\(256\), or grid_points\({16, 16}\)
#include <lamina/sample/points.hpp>

using namespace lamina;
auto const at = points({16, 16});
