#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <boost/hana/integral_constant.hpp>

#include <lamina/dsl/reject/refuse.hpp>

namespace lamina {

/// `0_c`, an index in the type
using boost::hana::literals::operator""_c;

/// Not constexpr: no constant expression may call it.
template <class Otherwise>
void refuse_index();

/// The index 1 of `x[1]` in two dimensions, the only one that is neither the literal 0 nor out of range. Compilers name
/// the type where they refuse another one, with the sentence Otherwise.
template <class Otherwise>
struct last_of_two {
    consteval last_of_two(int i) {
        if (i != 1) refuse_index<Otherwise>();
    }
};

/// An index of which C++ shows the type no more than that it is an int other than the literal 0.
struct plain_index {
    constexpr plain_index(int) {}
};

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
    template <class Of = Self>
        requires(Size == 2)
    constexpr auto operator[](std::type_identity_t<last_of_two<reject::refused<reject::index_sentence<Of>>>>) const {
        return checked<1>();
    }
    /// An index that is a variable
    template <std::integral I>
        requires(Size == 2 && !std::is_const_v<I>)
    constexpr reject::nothing operator[](I&) const {
        reject::refuse<reject::index_sentence<Self>>();
        return {};
    }
    constexpr auto operator[](plain_index) const
        requires(Size != 2)
    {
        return reject::plain_index<Self, Size>();
    }

private:
    template <int I>
    constexpr auto checked() const {
        if constexpr (reject::has_component<Self, I, Size>())
            return static_cast<Self const&>(*this).template component<I>();
        else return reject::nothing{};
    }
};

}  // namespace lamina
