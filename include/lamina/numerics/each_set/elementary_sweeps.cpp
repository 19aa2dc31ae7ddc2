#include <xsimd/xsimd.hpp>

#include <lamina/ieee_arithmetic.hpp>
#include <lamina/numerics/elementary_sweeps.hpp>

namespace lamina::numerics::LAMINA_SET {

namespace {

template <class Real, class Function>
void sweep(std::size_t count, Real const* x, Real* out) {
    using V = xsimd::batch<Real>;
    for (std::size_t i = 0; i < count; i += V::size) Function{}(V::load_aligned(x + i)).store_aligned(out + i);
}
template <class Real, class Function>
void sweep_of_two(std::size_t count, Real const* x, Real const* y, Real* out) {
    using V = xsimd::batch<Real>;
    for (std::size_t i = 0; i < count; i += V::size)
        Function{}(V::load_aligned(x + i), V::load_aligned(y + i)).store_aligned(out + i);
}

/// A function of xsimd as a type
#define LAMINA_SWEEP(name) \
    sweep<Real, decltype([](auto const& x) __attribute__((always_inline)) { return xsimd::name(x); })>

template <class Real>
constexpr elementary_sweeps<Real> table{
    LAMINA_SWEEP(acos),  LAMINA_SWEEP(asin),
    LAMINA_SWEEP(atan),  LAMINA_SWEEP(cbrt),
    LAMINA_SWEEP(cos),   LAMINA_SWEEP(cosh),
    LAMINA_SWEEP(erf),   LAMINA_SWEEP(exp),
    LAMINA_SWEEP(exp2),  LAMINA_SWEEP(log),
    LAMINA_SWEEP(log10), LAMINA_SWEEP(log2),
    LAMINA_SWEEP(sin),   LAMINA_SWEEP(sinh),
    LAMINA_SWEEP(sqrt),  LAMINA_SWEEP(tan),
    LAMINA_SWEEP(tanh),  sweep_of_two<Real, decltype([](auto const& x, auto const& y) { return xsimd::pow(x, y); })>,
};

#undef LAMINA_SWEEP

}  // namespace

extern elementary_sweeps<double> const double_sweeps;
extern elementary_sweeps<float> const float_sweeps;
constinit elementary_sweeps<double> const double_sweeps = table<double>;
constinit elementary_sweeps<float> const float_sweeps = table<float>;

}  // namespace lamina::numerics::LAMINA_SET
