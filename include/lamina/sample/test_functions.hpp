#pragma once

namespace lamina {

/// Functions of one coordinate on an interval: powers of what is -1 and 1 at the ends, waves with the interval as
/// period, and cosines without a slope at the ends
enum class test_functions { powers, waves, even };

int count_of(test_functions kind);

/// Derivative number m of function number k < count_of(kind), at distance s from the lower end of an interval of a
/// length
double test_function(test_functions kind, int k, int m, double s, double length);

}  // namespace lamina
