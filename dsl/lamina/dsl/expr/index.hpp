#pragma once

#include <cstddef>
#include <type_traits>

#include <boost/hana/integral_constant.hpp>

#include <lamina/dsl/reject/refuse.hpp>

namespace lamina {

/// `0_c`, an index in the type
using boost::hana::literals::operator""_c;

/// The index 1 of `x[1]` in two dimensions, the only one that is neither the literal 0 nor out of range.
struct last_of_two {
    consteval last_of_two(int i) {
        if (i != 1) throw "x[i]: in two dimensions i is 0 or 1";
    }
};

/// An index of which C++ shows the type no more than that it is an int other than the literal 0.
struct plain_index {
    consteval plain_index(int) {}
};

template <int Size>
inline constexpr auto index_sentence = fixed_string("x[1]: an int cannot choose a type; write x[1_c] or x[2_c]");
template <>
inline constexpr auto index_sentence<1> = fixed_string("x[1]: there is only the component x[0]");

/// Components by index, the index in the type. `x[0_c]`, `x[1_c]`, `x[2_c]` (Hana's integral constants) work in
/// every dimension. C++ does not let an int argument choose a type, but it tells the literal 0 (a null pointer
/// constant) from every other, so in one and two dimensions plain `x[0]` and `x[1]` work as well.
template <class Self, int Size>
struct indexed {
    template <class T, T I>
    constexpr auto operator[](std::integral_constant<T, I>) const {
        return checked<static_cast<int>(I)>();
    }
    template <class T, T I>
    constexpr auto operator[](boost::hana::integral_constant<T, I>) const {
        return checked<static_cast<int>(I)>();
    }
    constexpr auto operator[](std::nullptr_t) const { return checked<0>(); }
    constexpr auto operator[](last_of_two) const
        requires(Size == 2)
    {
        return checked<1>();
    }
    constexpr auto operator[](plain_index) const
        requires(Size != 2)
    {
        reject::refuse<index_sentence<Size>>();
        return reject::nothing{};
    }

private:
    template <int I>
    constexpr auto checked() const {
        static_assert(0 <= I && I < Size);
        return static_cast<Self const&>(*this).template component<I>();
    }
};

}  // namespace lamina
