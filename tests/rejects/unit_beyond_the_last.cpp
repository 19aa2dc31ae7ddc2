// rejects: unit<2, 2>: the unit vectors of 2 dimensions are counted from 0; write unit<1, 2> for the last
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto x = position<2>;
constexpr auto r = unit<2, 2>;
