#pragma once

#include <string_view>

#include <lamina/dsl/expr/where.hpp>
#include <lamina/dsl/problem/place.hpp>
#include <lamina/dsl/reject/operators.hpp>

/// Operators of C++ that mean nothing of expressions, equations and places: each says what to write instead.
namespace lamina {

/// What is written in a problem, numbers apart
template <class T>
concept Written = Expression<T> || Equation<T> || Place<T> || Criterion<T>;
template <class L, class R>
concept WrittenPair = (Written<L> && (Written<R> || Number<R>)) || (Number<L> && Written<R>);
/// But for two criteria, which && and || do join
template <class L, class R>
concept JoinedPair = WrittenPair<L, R> && !(Criterion<L> && Criterion<R>);
template <class L, class R>
concept ConditionPair =
    WrittenPair<L, R> && (Criterion<L> || Criterion<R> || Equation<L> || Equation<R>);

template <class L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator^(L const&, R const&) {
    return reject::no_power<L, R>();
}
/// Constrained as `==`, which C++ would take in its place otherwise
template <Operand L, Operand R>
    requires(Expression<L> || Expression<R>)
constexpr reject::nothing operator!=(L const&, R const&) {
    return reject::not_equal<L, R>();
}
template <Written T>
    requires(!Criterion<T>)
constexpr reject::nothing operator!(T const&) {
    return reject::no_negation<T>();
}
template <class L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator%(L const&, R const&) {
    return reject::no_operator<
        "%", "% is no operation on expressions; write what repeats by sin and cos, or as a coefficient at x / eps", L,
        R>();
}
template <Written L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator+=(L const&, R const&) {
    return reject::no_operator<"+=", "an expression is no variable that changes; write what it becomes by +", L, R>();
}
template <Written L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator-=(L const&, R const&) {
    return reject::no_operator<"-=", "an expression is no variable that changes; write what it becomes by -", L, R>();
}
template <Written L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator*=(L const&, R const&) {
    return reject::no_operator<"*=", "an expression is no variable that changes; write what it becomes by *", L, R>();
}
template <Written L, class R>
    requires WrittenPair<L, R>
constexpr reject::nothing operator/=(L const&, R const&) {
    return reject::no_operator<"/=", "an expression is no variable that changes; write what it becomes by /", L, R>();
}
template <class L, class R>
    requires JoinedPair<L, R>
constexpr reject::nothing operator&&(L const&, R const&) {
    return reject::no_operator<
        "&&", "&& joins comparisons of where; write equations with commas between them, places with ||", L, R>();
}
template <class L, class R>
    requires (JoinedPair<L, R> && !(Place<L> && Place<R>))
constexpr reject::nothing operator||(L const&, R const&) {
        return reject::no_operator<
            "||", "|| joins places, or comparisons of where; write on(x[0] == 0 || x[0] == 1, ...)", L, R>();
}

template <class L, class R>
    requires((Period<L> && (Place<R> || Period<R>)) || (Place<L> && Period<R>))
constexpr reject::nothing operator||(L const&, R const&) {
    return reject::no_operator<
        "||", "sides that are periodic are no union; write on(periodic(x[0], x[1]), u), and other places in on(...) of "
              "their own", L, R>();
}

/// `u == v == w`
template <class L, class R>
    requires (WrittenPair<L, R> && (Equation<L> || Equation<R>))
constexpr reject::nothing operator==(L const&, R const&) {
    return reject::no_operator<"==", "an equation has one ==; write two equations with a comma between them", L, R>();
}

/// `-lap(u) == "1"`
template <Expression L>
constexpr reject::nothing operator==(L const&, std::string_view) {
    return reject::no_operator<"==", "a text is no expression; write a number or an expression on both sides", L,
                               char const*>();
}

/// Of `0 < y < 1`, the second
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator<(L const&, R const&) {
    return reject::no_operator<"<", "compare two expressions at a time; write where(0 < y && y < 1, ...)", L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator<=(L const&, R const&) {
    return reject::no_operator<"<=", "compare two expressions at a time; write where(0 < y && y < 1, ...)", L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator>(L const&, R const&) {
    return reject::no_operator<">", "compare two expressions at a time; write where(0 < y && y < 1, ...)", L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator>=(L const&, R const&) {
    return reject::no_operator<">=", "compare two expressions at a time; write where(0 < y && y < 1, ...)", L, R>();
}

/// `(y < 0.5) * u`
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator+(L const&, R const&) {
    return reject::no_operator<
        "+", "a comparison or an equation has no value; write where(y < 0.5, u, 0) for u where it holds, 0 elsewhere",
        L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator-(L const&, R const&) {
    return reject::no_operator<
        "-", "a comparison or an equation has no value; write where(y < 0.5, u, 0) for u where it holds, 0 elsewhere",
        L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator*(L const&, R const&) {
    return reject::no_operator<
        "*", "a comparison or an equation has no value; write where(y < 0.5, u, 0) for u where it holds, 0 elsewhere",
        L, R>();
}
template <class L, class R>
    requires ConditionPair<L, R>
constexpr reject::nothing operator/(L const&, R const&) {
    return reject::no_operator<
        "/", "a comparison or an equation has no value; write where(y < 0.5, u, 0) for u where it holds, 0 elsewhere",
        L, R>();
}

}  // namespace lamina
