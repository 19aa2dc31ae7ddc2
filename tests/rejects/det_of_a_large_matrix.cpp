// rejects: determinants are written out, up to 4 x 4
#include <lamina/dsl.hpp>

using namespace lamina;
constexpr auto volume = det(identity<5>);

int main() { return volume.dimension; }
