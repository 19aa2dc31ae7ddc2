#pragma once

/// xt::xarray, the arrays of xtensor whose number of axes is known at run time.

#include <cstddef>
#include <memory>

#include <xtensor/xarray.hpp>

#if defined(__clang__) && __clang_major__ >= 19 && XTENSOR_VERSION_MAJOR == 0 && XTENSOR_VERSION_MINOR < 25
// Since clang 19 a template template parameter takes templates with further defaults, and two of xtensor's own partial
// specialisations fit its shapes equally well: this one, which fits best, says what both say.
template <class X, class T, std::size_t N>
struct xt::rebind_container<X, xt::svector<T, N, std::allocator<T>, true>> {
    using type = xt::svector<X, N, std::allocator<X>, true>;
};
#endif
