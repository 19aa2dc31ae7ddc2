// rejects: latex\(number\): latex writes one expression, equation or problem; write latex\(u\), or std::cout << for a
// number
#include <lamina/dsl/print/print.hpp>

using namespace lamina;


auto f = latex(3);
