// rejects: mlp\({\.\.\.}, number\): the second is no activation; write mlp\({40, 40}, activation::sin\)
#include <lamina/network/mlp.hpp>

using namespace lamina;


int main() { auto network = mlp({4, 4}, 0.5); }
