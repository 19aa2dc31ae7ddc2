#pragma once

#include <concepts>
#include <cstddef>

#include <lamina/numerics/elementary_sweeps.hpp>
#include <lamina/parallel/line_size.hpp>

namespace lamina {

/// Bytes of the widest register that the compile flags of this file name
inline constexpr std::size_t register_bytes =
#if defined(__AVX512F__)
    64;
#elif defined(__AVX__)
    32;
#else
    16;
#endif

/// A line of points as a number: what generated pointwise code computes with. Arithmetic has the width of the user's
/// compile flags, `Bytes`; elementary functions that of the machine, through `elementary_sweeps`.
template <class Real, std::size_t Bytes = register_bytes>
class line_of_points {
public:
    /// Which lanes a comparison holds in: -1 there, 0 elsewhere
    class mask;

    line_of_points() = default;
    /// The number in all lanes
    template <class Number>
    requires std::is_arithmetic_v<Number>
    [[gnu::always_inline]] line_of_points(Number x) {
        for (part& p : parts_) p = static_cast<Real>(x) - part{};
    }

    [[gnu::always_inline]] static line_of_points load(Real const* from) {
        line_of_points out;
        __builtin_memcpy(out.parts_, from, sizeof out.parts_);
        return out;
    }
    [[gnu::always_inline]] void store(Real* to) const { __builtin_memcpy(to, parts_, sizeof parts_); }

    [[gnu::always_inline]] friend line_of_points operator+(line_of_points const& x, line_of_points const& y) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] + y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line_of_points operator-(line_of_points const& x, line_of_points const& y) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] - y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line_of_points operator*(line_of_points const& x, line_of_points const& y) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] * y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line_of_points operator/(line_of_points const& x, line_of_points const& y) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] / y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line_of_points operator-(line_of_points const& x) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = -x.parts_[i];
        return out;
    }
    [[gnu::always_inline]] line_of_points& operator+=(line_of_points const& x) { return *this = *this + x; }
    [[gnu::always_inline]] line_of_points& operator-=(line_of_points const& x) { return *this = *this - x; }
    [[gnu::always_inline]] line_of_points& operator*=(line_of_points const& x) { return *this = *this * x; }

    [[gnu::always_inline]] friend mask operator<(line_of_points const& x, line_of_points const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] < y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend mask operator<=(line_of_points const& x, line_of_points const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] <= y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend mask operator==(line_of_points const& x, line_of_points const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] == y.parts_[i];
        return out;
    }
    /// x where `holds`, else y
    [[gnu::always_inline]] friend line_of_points select(mask const& holds, line_of_points const& x,
                                                        line_of_points const& y) {
        line_of_points out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = holds.parts[i] ? x.parts_[i] : y.parts_[i];
        return out;
    }

    friend line_of_points acos(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().acos); }
    friend line_of_points asin(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().asin); }
    friend line_of_points atan(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().atan); }
    friend line_of_points cbrt(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().cbrt); }
    friend line_of_points cos(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().cos); }
    friend line_of_points cosh(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().cosh); }
    friend line_of_points erf(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().erf); }
    friend line_of_points exp(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().exp); }
    friend line_of_points exp2(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().exp2); }
    friend line_of_points log(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().log); }
    friend line_of_points log10(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().log10); }
    friend line_of_points log2(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().log2); }
    friend line_of_points sin(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().sin); }
    friend line_of_points sinh(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().sinh); }
    friend line_of_points sqrt(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().sqrt); }
    friend line_of_points tan(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().tan); }
    friend line_of_points tanh(line_of_points const& x) { return x.swept(chosen_elementary_sweeps<Real>().tanh); }
    friend line_of_points pow(line_of_points const& x, line_of_points const& y) {
        alignas(cache_line) Real a[size], b[size];
        x.store(a), y.store(b);
        chosen_elementary_sweeps<Real>().pow(size, a, b, a);
        return load(a);
    }

private:
    static constexpr std::size_t size = line_size<Real>, count = cache_line / Bytes;
    using part [[gnu::vector_size(Bytes)]] = Real;
    part parts_[count];

    [[nodiscard]] line_of_points swept(typename elementary_sweeps<Real>::of_one function) const {
        alignas(cache_line) Real a[size];
        store(a);
        function(size, a, a);
        return load(a);
    }
};

template <class Real, std::size_t Bytes>
class line_of_points<Real, Bytes>::mask {
public:
    using part = decltype(line_of_points::part{} < line_of_points::part{});
    part parts[line_of_points::count];
};

}  // namespace lamina
