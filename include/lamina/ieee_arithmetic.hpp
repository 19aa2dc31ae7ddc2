#pragma once

/// What lamina asks of floating-point arithmetic, said once: sums stay as they are written, NaN and infinity are
/// numbers that a comparison sees. Activations round by adding and subtracting a constant, and checks look for NaN.
///
/// clang has no macro for -fassociative-math alone: there a barrier keeps the activations right
/// (passes/each_set/vector_bits.hpp).
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ != 0) || \
    defined(__ASSOCIATIVE_MATH__)
#error \
    "lamina needs IEEE arithmetic: compile without -ffast-math, -Ofast, -ffinite-math-only, -fassociative-math and \
-funsafe-math-optimizations; -O3 -fno-math-errno -fno-trapping-math are allowed"
#endif
