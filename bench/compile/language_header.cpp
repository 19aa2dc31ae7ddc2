// The language header alone.
#include <lamina/dsl.hpp>
