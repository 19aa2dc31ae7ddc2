#pragma once

#include <lamina/dsl/expr/expression.hpp>
#include <lamina/dsl/print/writer.hpp>
#include <lamina/dsl/reject/refuse.hpp>

/// Refusals of single operations: shapes and dimensions that do not fit.
namespace lamina::reject {

/// The text of E in a sentence; a literal, whose value is not part of the type, shows as `number`.
struct sentence_sink : sentence {
    constexpr void literal(graph::arena const&, int) { *this << "number"; }
    using sentence::operator<<;
};

template <class E>
constexpr sentence text_of() {
    graph::arena g;
    int const id = E{}.lower(g);
    sentence_sink sink;
    printing::writer writer(g, sink);
    writer.write(id);
    return sink;
}
constexpr sentence& operator<<(sentence& to, sentence const& part) {
    return to << std::string_view(part.text.data(), part.size);
}

constexpr sentence shape_text(shape form) {
    sentence out;
    if (form.is_scalar()) out << "a scalar";
    else if (form.is_vector()) out << "a " << form.rows << "-vector";
    else out << "a " << form.rows << " x " << form.cols << " matrix";
    return out;
}

template <class L, class R>
constexpr bool same_dimension() {
    if constexpr (Refused<L, R>) return false;
    else if constexpr (common_dimension<L, R> < 0) {
        refuse<said<[] {
            sentence s;
            s << text_of<L>() << " lives in " << L::dimension << " dimensions and " << text_of<R>() << " in "
              << R::dimension << ": one equation has one position, write both with the same position<D>";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// Op is `binary`: plus, minus, times, over
constexpr std::string_view operator_text(auto o) {
    return std::array<std::string_view, 4>{" + ", " - ", " * ", " / "}[static_cast<std::size_t>(o)];
}
constexpr std::string_view operator_rule(auto o) {
    return std::array<std::string_view, 4>{"; only equal shapes add", "; only equal shapes subtract",
                                           "; write dot(p, q) for the product of two vectors",
                                           "; only a scalar divides"}[static_cast<std::size_t>(o)];
}

template <auto Op, class L, class R>
constexpr bool operands() {
    constexpr shape l = L::form, r = R::form;
    constexpr int o = static_cast<int>(Op);  // plus, minus, times, over
    constexpr bool fits = o < 2    ? l == r
                          : o == 2 ? l.is_scalar() || r.is_scalar() || (l.is_matrix() && l.cols == r.rows)
                                   : r.is_scalar();
    if constexpr (Refused<L, R>) return false;
    else if constexpr (!fits) {
        refuse<said<[] {
            sentence s;
            s << text_of<L>() << operator_text(Op) << text_of<R>() << ": " << text_of<L>() << " is "
              << shape_text(L::form) << " and " << text_of<R>() << " is " << shape_text(R::form) << operator_rule(Op);
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<L, R>();
    }
}

template <fixed_string Function, class E>
constexpr bool scalar_argument() {
    if constexpr (Refused<E>) return false;
    else if constexpr (!E::form.is_scalar()) {
        refuse<said<[] {
            sentence s;
            s << Function.view() << "(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", " << Function.view() << " needs a scalar; apply it to a component";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <fixed_string Function, class... E>
constexpr bool scalar_arguments() {
    if constexpr (!(scalar_argument<Function, E>() && ...)) return false;
    else if constexpr (sizeof...(E) == 2) return same_dimension<E...>();
    else return true;
}

template <class L, class R>
constexpr bool dot_operands() {
    if constexpr (Refused<L, R>) return false;
    else if constexpr (!(L::form.is_vector() && L::form == R::form)) {
        refuse<said<[] {
            sentence s;
            s << "dot(" << text_of<L>() << ", " << text_of<R>() << "): the first is " << shape_text(L::form)
              << ", the second " << shape_text(R::form) << "; dot needs two vectors of one length";
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<L, R>();
    }
}

template <fixed_string Operator, class E>
constexpr bool differential_argument() {
    constexpr bool of_vector = Operator.view() == "div";
    if constexpr (Refused<E>) return false;
    else if constexpr (E::dimension == 0) {
        refuse<said<[] {
            sentence s;
            s << Operator.view() << "(" << text_of<E>() << "): " << text_of<E>()
              << " depends on no position; write it as a function of x, or drop the derivative";
            return s;
        }>>();
        return false;
    } else if constexpr (of_vector && (E::form.is_matrix() ? E::form.cols : E::form.rows) != E::dimension) {
        refuse<said<[] {
            sentence s;
            s << "div(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", div needs a " << static_cast<long>(E::dimension) << "-vector; write div(grad(...)) or lap(...)";
            return s;
        }>>();
        return false;
    } else if constexpr (!of_vector && E::form.is_matrix()) {
        refuse<said<[] {
            sentence s;
            s << Operator.view() << "(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", " << Operator.view() << " needs a scalar or a vector; apply it to a component";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E>
constexpr bool rot_argument() {
    if constexpr (Refused<E>) return false;
    else if constexpr (!(E::dimension == 2 && (E::form.is_scalar() || E::form == shape{2, 0})) &&
                       !(E::dimension == 3 && E::form == shape{3, 0})) {
        refuse<said<[] {
            sentence s;
            s << "rot(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form) << " in "
              << static_cast<long>(E::dimension)
              << " dimensions; rot takes a scalar or a vector in two, a vector in three";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <fixed_string Function, bool Square, class E>
constexpr bool matrix_argument() {
    if constexpr (Refused<E>) return false;
    else if constexpr (!E::form.is_matrix() || (Square && E::form.rows != E::form.cols)) {
        refuse<said<[] {
            sentence s;
            s << Function.view() << "(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << ", " << Function.view() << " needs a " << (Square ? "square " : "") << "matrix";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class E>
constexpr bool determinant_argument() {
    if constexpr (!matrix_argument<"det", true, E>()) return false;
    else if constexpr (E::form.rows > 4) {
        refuse<said<[] {
            sentence s;
            s << "det(" << text_of<E>() << "): " << text_of<E>() << " is " << shape_text(E::form)
              << "; determinants are written out, up to 4 x 4";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

template <class C, class E>
constexpr bool contraction() {
    if constexpr (Refused<C, E>) return false;
    else if constexpr (!E::form.is_matrix() || E::form.rows != E::form.cols ||
                       C::form != shape{E::form.rows * E::form.rows, E::form.rows * E::form.rows}) {
        refuse<said<[] {
            sentence s;
            s << "contract(" << text_of<C>() << ", " << text_of<E>() << "): the first is " << shape_text(C::form)
              << ", the second " << shape_text(E::form)
              << "; contract a D^2 x D^2 matrix, row D i + j and column D k + l, with a D x D matrix";
            return s;
        }>>();
        return false;
    } else {
        return same_dimension<C, E>();
    }
}

template <class E, class... Along>
constexpr bool partial_arguments() {
    if constexpr (Refused<E, Along...>) return false;
    else if constexpr (!E::form.is_scalar() || !(Along::form.is_scalar() && ...)) {
        refuse<said<[] {
            sentence s;
            s << "d(" << text_of<E>() << ", ...): " << text_of<E>() << " is " << shape_text(E::form)
              << "; d needs a scalar and then coordinates, as in d(u, x[0], x[1])";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

/// What an unknown depends on: positions of one dimension, time last.
template <fixed_string Name, class... Arguments>
constexpr bool unknown_arguments() {
    constexpr std::size_t count = sizeof...(Arguments);
    constexpr std::array<std::string_view, count + 1> names{Arguments::name.view()..., ""};
    constexpr bool time_is_last = [&] {
        for (std::size_t k = 0; k + 1 < count; ++k)
            if (names[k] == "t") return false;
        return true;
    }();
    if constexpr (count == 0 || !time_is_last || common_dimension<Arguments...> < 0) {
        refuse<said<[] {
            sentence s;
            s << "unknown<\"" << Name.view() << "\">(...): an unknown depends on positions of one dimension and then "
              << "on time; write unknown<\"" << Name.view() << "\">(x) or unknown<\"" << Name.view() << "\">(x, t)";
            return s;
        }>>();
        return false;
    } else {
        return true;
    }
}

}  // namespace lamina::reject
