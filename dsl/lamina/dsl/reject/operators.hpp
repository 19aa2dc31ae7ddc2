#pragma once

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of operators that mean nothing of what they stand between.
namespace lamina::reject {

/// `L op R`, and what to write
template <fixed_string Operator, fixed_string Advice, class L, class R>
constexpr nothing no_operator() {
    if constexpr (whole<L, R>())
        refuse<said<[] {
            sentence s;
            s << wording<L>() << " " << Operator.view() << " " << wording<R>() << ": " << Advice.view();
            return s;
        }>>();
    return {};
}

/// What `^ 3` was meant of: it binds weaker than all of + - * / == before it.
template <class T>
constexpr sentence last_operand() {
    if constexpr (requires { T::left; T::right; }) return last_operand<decltype(T::right)>();
    else return wording<T>();
}
template <class L, class R>
constexpr nothing no_power() {
    if constexpr (whole<L, R>())
        refuse<said<[] {
            sentence s;
            s << wording<L>() << " ^ " << wording<R>()
              << ": ^ is no power in C++, and binds weaker than ==; write pow<3>(" << last_operand<L>() << ")";
            return s;
        }>>();
    return {};
}

template <class L, class R>
constexpr nothing not_equal() {
    if constexpr (whole<L, R>())
        refuse<said<[] {
            sentence s;
            s << wording<L>() << " != " << wording<R>() << " is no equation; write " << wording<L>()
              << " == " << wording<R>();
            return s;
        }>>();
    return {};
}

template <class T>
constexpr nothing no_negation() {
    if constexpr (whole<T>())
        refuse<said<[] {
            sentence s;
            s << "!(" << wording<T>() << "): ! is no operation on what an equation consists of; write -("
              << wording<T>() << ") for the negative";
            return s;
        }>>();
    return {};
}

}  // namespace lamina::reject
