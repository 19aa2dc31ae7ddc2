// rejects: lamina needs IEEE arithmetic: compile without -ffast-math, -Ofast, -ffinite-math-only
#include "../../../include/lamina/ieee_arithmetic.hpp"

int main() {}
