// rejects: period: eps is no number; write period\(1\)
#include <lamina/homogenize/homogenized.hpp>

using namespace lamina;

constexpr auto eps = parameter<"eps">;

auto cell = period(eps);
