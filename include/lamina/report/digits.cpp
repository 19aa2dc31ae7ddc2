#include <lamina/report/digits.hpp>

#include <fmt/format.h>

namespace lamina {

std::string digits(double x) { return fmt::format("{}", x); }

}  // namespace lamina
