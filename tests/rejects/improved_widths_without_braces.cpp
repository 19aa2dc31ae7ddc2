// rejects: improved_mlp\(number, \.\.\.\): the widths of the hidden layers are one list; write improved_mlp\({40, 40},
// activation::sin\)
#include <lamina/network/improved_mlp.hpp>

using namespace lamina;


int main() { auto network = improved_mlp(40, 40, activation::sin); }
