#pragma once

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/hana/concept/foldable.hpp>
#include <boost/hana/for_each.hpp>

#include <lamina/dsl/expr/arena.hpp>

/// The numbers that a user wrote into an expression: structure lives in its type, these in the object. Lowering gives
/// each a slot; which of them comes into which slot is a fact of the type, so that a program reads its numbers without
/// lowering the object again.
namespace lamina {

namespace surface {

/// visit(number) for every number in an expression, an equation or a tuple of them, visit(number, name) for that of a
/// table. In whatever order, but always the same. Members are known by their names, all of those that expressions have.
template <class E, class Visit>
constexpr void each_number(E& e, Visit& visit) {
    auto const in = [&](auto& part) { each_number(part, visit); };
    if constexpr (std::is_same_v<std::remove_const_t<E>, double>) visit(e);
    else if constexpr (std::is_empty_v<E>) return;
    else if constexpr (requires { e.size(); e.begin(); }) for (auto& part : e) in(part);
    else if constexpr (boost::hana::Foldable<std::remove_const_t<E>>::value) boost::hana::for_each(e, in);
    else {
        if constexpr (requires { e.value; }) in(e.value);
        if constexpr (requires { e.values; }) in(e.values);
        if constexpr (requires { e.of; }) in(e.of);
        if constexpr (requires { e.left; }) in(e.left);
        if constexpr (requires { e.right; }) in(e.right);
        if constexpr (requires { e.parts; }) in(e.parts);
        if constexpr (requires { e.arguments; }) in(e.arguments);
        if constexpr (requires { e.body.handle; }) visit(e.body.handle, E::name.view());
        if constexpr (requires { e.at; e.handle; }) in(e.at), in(e.handle);
        if constexpr (requires { e.tensor; }) in(e.tensor);
        if constexpr (requires { e.lambda; e.mu; }) in(e.lambda), in(e.mu);
        if constexpr (requires { e.condition; e.then; }) in(e.condition), in(e.then), in(e.otherwise);
        if constexpr (requires { e.in; e.target; e.by; }) in(e.in), in(e.target), in(e.by);
        if constexpr (requires { e.map; }) in(e.map);
    }
}

/// The places of numbers in a list, as `each_number` comes upon them: a table that comes again has the place that it
/// had.
class number_places {
public:
    static constexpr std::size_t capacity = 128;

    constexpr std::size_t next() {
        if (size_ == capacity) throw std::length_error("lamina: more than 128 numbers in one problem");
        return size_++;
    }
    constexpr std::size_t of_table(std::string_view name) {
        for (std::size_t k = 0; k < tables_; ++k)
            if (name_[k] == name) return at_[k];
        if (tables_ == name_.size()) throw std::length_error("lamina: more than 16 tables in one problem");
        name_[tables_] = name;
        return at_[tables_++] = next();
    }

private:
    std::array<std::string_view, 16> name_{};
    std::array<std::size_t, 16> at_{};
    std::size_t size_ = 0, tables_ = 0;
};

/// Takes numbers at their places.
class number_list {
public:
    std::array<double, number_places::capacity> number{};

    constexpr void operator()(double const& value) { number[places_.next()] = value; }
    /// Throws std::invalid_argument for another table of the same name.
    constexpr void operator()(double const& handle, std::string_view name) {
        std::size_t const at = places_.of_table(name);
        if (taken_[at] && number[at] != handle)
            throw std::invalid_argument("coefficient " + std::string(name) +
                                        ": two tables have this name, expected one; give each its own");
        number[at] = handle, taken_[at] = true;
    }

private:
    number_places places_{};
    std::array<bool, number_places::capacity> taken_{};
};

/// Writes into each number its place, from 1 on.
class numbering {
public:
    constexpr void operator()(double& number) { number = static_cast<double>(places_.next() + 1); }
    constexpr void operator()(double& handle, std::string_view name) {
        handle = static_cast<double>(places_.of_table(name) + 1);
    }

private:
    number_places places_{};
};

/// Where the literals of E get their values
template <class E>
struct literal_slots {
    struct result {
        int count = 0;
        std::array<int, 128> number{};       ///< of each slot: that of number_list; -1 in the body of a coefficient
        std::array<double, 128> constant{};  ///< of a slot in a body
    };
    static constexpr result found = [] {
        graph::arena g;
        E e{};
        numbering in_turn;
        each_number(e, in_turn);
        e.lower(g);
        result out{g.value_count, {}, g.values};
        for (std::size_t k = 0; k < static_cast<std::size_t>(out.count); ++k) {
            out.number[k] = g.in_body[k] ? -1 : static_cast<int>(g.values[k]) - 1;
            if (!g.in_body[k] && out.number[k] < 0)
                throw std::logic_error("lamina: each_number does not know a member of an expression");
        }
        return out;
    }();
};

/// The values of the literals of an expression or equation, by slot: a derivation adds none.
template <class E>
constexpr std::array<double, 128> literals_of(E const& e) {
    constexpr auto const& slots = literal_slots<E>::found;
    std::array<double, 128> out{};
    number_list given;
    each_number(e, given);
    for (std::size_t k = 0; k < static_cast<std::size_t>(slots.count); ++k)
        out[k] = slots.number[k] < 0 ? slots.constant[k] : given.number[static_cast<std::size_t>(slots.number[k])];
    return out;
}

}  // namespace surface

}  // namespace lamina
