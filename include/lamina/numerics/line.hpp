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
class line {
public:
    /// Which lanes a comparison holds in: -1 there, 0 elsewhere
    class mask;

    line() = default;
    /// The number in all lanes
    template <class Number>
        requires std::is_arithmetic_v<Number>
    [[gnu::always_inline]] line(Number x) {
        for (part& p : parts_) p = static_cast<Real>(x) - part{};
    }

    [[gnu::always_inline]] static line load(Real const* from) {
        line out;
        __builtin_memcpy(out.parts_, from, sizeof out.parts_);
        return out;
    }
    [[gnu::always_inline]] void store(Real* to) const { __builtin_memcpy(to, parts_, sizeof parts_); }

    [[gnu::always_inline]] friend line operator+(line const& x, line const& y) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] + y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line operator-(line const& x, line const& y) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] - y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line operator*(line const& x, line const& y) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] * y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line operator/(line const& x, line const& y) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = x.parts_[i] / y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend line operator-(line const& x) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = -x.parts_[i];
        return out;
    }
    [[gnu::always_inline]] line& operator+=(line const& x) { return *this = *this + x; }
    [[gnu::always_inline]] line& operator-=(line const& x) { return *this = *this - x; }
    [[gnu::always_inline]] line& operator*=(line const& x) { return *this = *this * x; }

    [[gnu::always_inline]] friend mask operator<(line const& x, line const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] < y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend mask operator<=(line const& x, line const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] <= y.parts_[i];
        return out;
    }
    [[gnu::always_inline]] friend mask operator==(line const& x, line const& y) {
        mask out;
        for (std::size_t i = 0; i < count; ++i) out.parts[i] = x.parts_[i] == y.parts_[i];
        return out;
    }
    /// x where `holds`, else y
    [[gnu::always_inline]] friend line select(mask const& holds, line const& x, line const& y) {
        line out;
        for (std::size_t i = 0; i < count; ++i) out.parts_[i] = holds.parts[i] ? x.parts_[i] : y.parts_[i];
        return out;
    }

    friend line acos(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().acos); }
    friend line asin(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().asin); }
    friend line atan(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().atan); }
    friend line cbrt(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().cbrt); }
    friend line cos(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().cos); }
    friend line cosh(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().cosh); }
    friend line erf(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().erf); }
    friend line exp(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().exp); }
    friend line exp2(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().exp2); }
    friend line log(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().log); }
    friend line log10(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().log10); }
    friend line log2(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().log2); }
    friend line sin(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().sin); }
    friend line sinh(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().sinh); }
    friend line sqrt(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().sqrt); }
    friend line tan(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().tan); }
    friend line tanh(line const& x) { return x.swept(chosen_elementary_sweeps<Real>().tanh); }
    friend line pow(line const& x, line const& y) {
        alignas(cache_line) Real a[size], b[size];
        x.store(a), y.store(b);
        chosen_elementary_sweeps<Real>().pow(size, a, b, a);
        return load(a);
    }

private:
    static constexpr std::size_t size = line_size<Real>, count = cache_line / Bytes;
    using part [[gnu::vector_size(Bytes)]] = Real;
    part parts_[count];

    [[nodiscard]] line swept(typename elementary_sweeps<Real>::of_one function) const {
        alignas(cache_line) Real a[size];
        store(a);
        function(size, a, a);
        return load(a);
    }
};

template <class Real, std::size_t Bytes>
class line<Real, Bytes>::mask {
public:
    using part = decltype(line::part{} < line::part{});
    part parts[line::count];
};

}  // namespace lamina
