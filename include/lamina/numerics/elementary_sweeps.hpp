#pragma once

#include <cstddef>

namespace lamina {

/// Elementary functions of arrays, out[i] = f(x[i]) for i < count, compiled for each instruction set. Arrays begin on a
/// cache line and `count` is whole lines of points; `out` may be an argument. Values and errors are xsimd's: a few
/// units in the last place.
template <class Real>
struct elementary_sweeps {
    using of_one = void (*)(std::size_t count, Real const* x, Real* out);
    using of_two = void (*)(std::size_t count, Real const* x, Real const* y, Real* out);

    of_one acos, asin, atan, cbrt, cos, cosh, erf, exp, exp2, log, log10, log2, sin, sinh, sqrt, tan, tanh;
    of_two pow;
};

/// Those of `chosen_instruction_set`, which throws std::runtime_error
template <class Real>
elementary_sweeps<Real> const& chosen_elementary_sweeps();

}  // namespace lamina
