#pragma once

#include <string_view>
#include <type_traits>

#include <lamina/dsl/evaluate/arithmetic.hpp>
#include <lamina/dsl/expr/arena.hpp>

/// The one table of elementary functions: rows in functions_of_one.hpp and functions_of_two.hpp, read by all stages. A
/// new function is a row, its `op`, its name for users in functions.hpp, and a test.
namespace lamina::elementary {

using graph::op;

inline constexpr int smooth = 99;
enum class symmetry : unsigned char { none, odd, even };

/// What a row says without arithmetic.
struct description {
    std::string_view name;        ///< in programs and in Unicode
    std::string_view tex;         ///< in LaTeX
    std::string_view needs = {};  ///< where value and slopes are finite, if that is not everywhere: "x > 0"
    symmetry parity = symmetry::none;
    int at_zero = -1;  ///< f(0), if it is 0 or 1
    int at_one = -1;   ///< f(1), if it is 0 or 1
    bool nonnegative = false;  ///< f >= 0
    bool commutes = false;     ///< f(x, y) = f(y, x)
    int derivatives = smooth;  ///< how many exist everywhere but for jumps of the last: 0 of a jump, 1 of a kink
};

/// A row: f and its slopes, df/dx(x, f) of one argument, df/dx(x, y, f) and df/dy(x, y, f) of two, f = f(x, y). They
/// are generic: their arguments are numbers (double, complex, SIMD batch) or expressions (calculus/slope.hpp), so that
/// the derivative that is printed is the one that is computed. A slope may use + - * /, and what follows below.
template <class Value, class First, class Second = void*>
struct function : description {
    Value value;
    First first;
    Second second;

    constexpr function(description const& d, Value v, First by_first, Second by_second = {})
        : description(d), value(v), first(by_first), second(by_second) {}
    static constexpr int arity = std::is_pointer_v<Second> ? 1 : 2;
};

/// The row of an op
template <op Kind>
inline constexpr auto row = nullptr;

/// f of numbers
template <op Kind, class V>
constexpr V of(V const& x) {
    return row<Kind>.value(x);
}
template <op Kind, class V>
constexpr V of(V const& x, V const& y) {
    return row<Kind>.value(x, y);
}
/// x^(N / D)
template <long N, long D = 1, class V>
constexpr V raised(V const& x) {
    return evaluate::power<N, D>(x);
}
/// f, but where x is 0 its limit
template <class V>
constexpr V limit_at_zero(V const& x, V const& limit, V const& f) {
    return evaluate::choose<graph::relation::equal>(x, V(0), limit, f);
}
/// N / D beside x
template <long N, long D = 1, class V>
constexpr V number(V const&) {
    return V(static_cast<double>(N) / static_cast<double>(D));
}

}  // namespace lamina::elementary
