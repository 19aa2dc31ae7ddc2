// rejects: mlp\(number, \.\.\.\): the widths of the hidden layers are one list; write mlp\({40, 40}, activation::sin\)
#include <lamina/network/mlp.hpp>

using namespace lamina;


int main() { auto network = mlp(40, 40); }
