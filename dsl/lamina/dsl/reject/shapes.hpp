#pragma once

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of single operations: shapes and dimensions that do not fit.
namespace lamina::reject {

constexpr sentence shape_text(shape form) {
    sentence out;
    if (form.is_scalar()) out << "a scalar";
    else if (form.is_vector()) out << "a " << form.rows << "-vector";
    else out << "a " << form.rows << " x " << form.cols << " matrix";
    return out;
}

/// `L = R`
template <class L, class R>
constexpr nothing assigned() {
    if constexpr (whole<L, R>())
        refuse<said<[] {
            sentence s;
            s << wording<L>() << " = " << wording<R>() << ": = gives a variable its value; write " << wording<L>()
              << " == " << wording<R>() << " for an equation";
            return s;
        }>>();
    return {};
}

/// Component I of an expression, or of a row of one, that has Size components
template <class Of, long I, int Size>
constexpr bool has_component() {
    if constexpr (I < 0 || I >= Size)
        refuse<said<[] {
            sentence name, s;
            if constexpr (Expression<Of>) name << text_of<Of>();
            else name << "a row";
            s << name << "[" << I << "_c]: " << name << " has " << Size << (Size == 1 ? " component" : " components")
              << ", counted from 0; write " << name << "[" << Size - 1 << "_c] for the last";
            return s;
        }>>();
    return 0 <= I && I < Size;
}

template <class L, class R>
constexpr bool same_dimension() {
    if constexpr (!whole<L, R>()) return false;
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
    if constexpr (!whole<L, R>()) return false;
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
    if constexpr (!whole<E>()) return false;
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

/// Fits: whether the rows of a matrix have one length; First is the first row
template <bool Fits, class... First>
constexpr bool rows_fit() {
    if constexpr (!whole<First...>()) return false;
    else if constexpr (!Fits)
        refuse<said<[] {
            sentence s;
            s << "matrix(row(" << wordings<First...>()
              << "), ...): the rows have different lengths; write as many components "
              << "in each, as in matrix(row(a, b), row(c, d))";
            return s;
        }>>();
    return Fits;
}

/// `matrix(1, 2)`
template <class... Parts>
constexpr nothing no_rows() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            return sentence{} << "matrix(" << wordings<Parts...>()
                              << "): a matrix consists of rows; write matrix(row(a, b), row(c, d))";
        }>>();
    return {};
}

template <class L, class R>
constexpr bool dot_operands() {
    if constexpr (!whole<L, R>()) return false;
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

template <fixed_string Function, bool Square, class E>
constexpr bool matrix_argument() {
    if constexpr (!whole<E>()) return false;
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
    if constexpr (!whole<C, E>()) return false;
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

/// base ^ (N / D)
template <long N, long D, class E>
constexpr bool exponent() {
    if constexpr (!scalar_argument<"pow", E>()) return false;
    else if constexpr (D == 0)
        refuse<said<[] {
            sentence s;
            s << "pow<" << N << ", 0>(" << text_of<E>() << "): the exponent " << N
              << " / 0 is no number; write pow<" << N << ", 2>(" << text_of<E>() << ") for the power " << N << " / 2";
            return s;
        }>>();
    return D != 0;
}

/// `unit<I, D>`
template <int I, int D>
constexpr bool unit_vector() {
    constexpr bool fits = 0 <= I && I < D;
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "unit<" << I << ", " << D << ">: ";
            if (D < 1) s << "a vector has at least one component; write unit<0, 2>";
            else
                s << "the unit vectors of " << D << (D == 1 ? " dimension" : " dimensions")
                  << " are counted from 0; write unit<" << D - 1 << ", " << D << "> for the last";
            return s;
        }>>();
    return fits;
}

}  // namespace lamina::reject
