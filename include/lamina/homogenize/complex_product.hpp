#pragma once

#include <complex>

namespace lamina {

/// a b without the look at infinities that operator* has, which costs a call
inline std::complex<double> times(std::complex<double> a, std::complex<double> b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace lamina
