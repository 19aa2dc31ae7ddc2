#pragma once

#include <string>

namespace lamina {

/// The shortest decimal digits from which x is read back: a message tells apart what is not equal.
std::string digits(double x);

}  // namespace lamina
