#pragma once

#include <cstddef>

#include <lamina/numerics/real_vectors.hpp>

namespace lamina {

/// x with A x = b for a symmetric positive semidefinite A whose range holds b, by conjugate gradients with a
/// preconditioner of the same kind: `apply(x, out)` is A, `precondition(x, out)` close to its inverse. Begins at x = 0
/// and stops at |b - A x| <= tolerance |b| or after `iterations`; returns the iterations taken. Keeps four vectors.
template <class Apply, class Precondition, class Vector>
std::size_t conjugate_gradients(Apply const& apply, Precondition const& precondition, Vector const& b, Vector& x,
                                double tolerance, std::size_t iterations) {
    Vector r = b, z, s;
    x.assign(b.size(), 0.0);
    precondition(r, z);
    s = z;
    double rz = inner(reals(r), reals(z));
    double const target = tolerance * tolerance * inner(reals(b), reals(b));
    std::size_t k = 0;
    for (; k < iterations && inner(reals(r), reals(r)) > target; ++k) {
        apply(s, z);
        double const energy = inner(reals(s), reals(z));
        if (!(energy > 0)) break;  // rounding is all that is left
        add(rz / energy, reals(s), reals(x));
        add(-rz / energy, reals(z), reals(r));
        precondition(r, z);
        double const next = inner(reals(r), reals(z));
        add_scaled(reals(z), next / rz, reals(s));
        rz = next;
    }
    return k;
}

}  // namespace lamina
