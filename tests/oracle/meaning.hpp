#pragma once

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "functions.hpp"
#include "tree.hpp"

namespace oracle {

inline constexpr std::array<char const*, 2> parameter_names{"k", "m"};
inline constexpr std::array<double, 2> parameter_values{1.3, 0.7};

/// The unknowns are waves, sin(wave_numbers . (x, t) + 0.3): all their derivatives are known.
inline double wave_number(int unknown, int axis) {
    static constexpr double number[4][4]{
        {0.9, -1.1, 0.7, 1.2}, {1.3, 0.6, -0.8, 0.5}, {-0.7, 1.2, 0.4, -1.1}, {0.5, 0.8, 1.1, 0.9}};
    return number[unknown][axis];
}

/// The unknowns as functions of (x, t)
struct waves {
    template <class T>
    T operator()(int unknown, std::vector<T> const& at) const {
        T phase(0.3);
        for (std::size_t i = 0; i < at.size(); ++i)
            phase = phase + T(wave_number(unknown, static_cast<int>(i))) * at[i];
        return sin(phase);
    }
};

/// A coefficient: its name, what it is of `arguments` scalars, entry by entry
struct coefficient {
    std::string name;
    int arguments;
    tree body;
};
/// The coefficients that trees call by number
std::vector<coefficient> const& coefficients();

/// Where a tree is evaluated: x and the time after it; in the body of a coefficient, its arguments
template <class T>
struct place {
    int dimension;
    std::vector<T> x;
    std::vector<T> arguments{};
};

template <class T>
inline constexpr int order = 0;
template <class T>
inline constexpr int order<dual<T>> = 1 + order<T>;

/// Derivatives of derivatives up to this order
inline constexpr int highest_order = 4;

template <class T, class Unknowns>
class meaning_at {
public:
    meaning_at(place<T> const& at, Unknowns const& functions_of_place) : here(at), unknown(functions_of_place) {}

    /// The components of a tree, row by row
    std::vector<T> operator()(tree const& e) const {
        switch (e.is) {
            case kind::number:
                return {T(static_cast<double>(e.n)) / T(static_cast<double>(e.d))};
            case kind::literal:
                return {T(e.value)};
            case kind::coordinate:
                return {here.x[index(e.which)]};
            case kind::parameter:
                return {T(parameter_values[index(e.which)])};
            case kind::argument:
                return {here.arguments[index(e.which)]};
            case kind::unknown:
                if (e.which >= 0) return {unknown(e.which, here.x)};
                return each(here.dimension, [&](int i) { return unknown(i + 1, here.x); });
            case kind::sum:
            case kind::difference:
                return added(part(e, 0), part(e, 1), e.is == kind::sum);
            case kind::product:
                return multiplied(part(e, 0), e.of[0].form, part(e, 1), e.of[1].form);
            case kind::quotient: {
                T const below = scalar(e, 1);
                return mapped(part(e, 0), [&](T const& p) { return p / below; });
            }
            case kind::negative:
                return mapped(part(e, 0), [](T const& p) { return -p; });
            case kind::power:
                return {power(scalar(e, 0), e.n, e.d)};
            case kind::function:
                return {functions<T>[index(e.which)].of(scalar(e, 0), scalar(e, e.of.size() - 1))};
            case kind::less:
            case kind::both:
            case kind::either:
            case kind::no:
                return {T(holds(e) ? 1.0 : 0.0)};
            case kind::choice:
                return part(e, holds(e.of[0]) ? 1 : 2);
            case kind::call: {
                place<T> inside{here.dimension, {}};
                for (std::size_t k = 0; k < e.of.size(); ++k) inside.arguments.push_back(scalar(e, k));
                return meaning_at(inside, unknown)(coefficients()[index(e.which)].body);
            }
            case kind::partial:
                return along(e.of[0], e.which);
            case kind::vector:
            case kind::matrix:
                return each(static_cast<int>(e.of.size()), [&](int k) { return scalar(e, index(k)); });
            case kind::component: {
                int const cols = e.of[0].form.is_matrix() ? e.of[0].form.cols : 1;
                return {part(e, 0)[index(static_cast<int>(e.n) * cols + static_cast<int>(e.d))]};
            }
            case kind::dot: {
                std::vector<T> const p = part(e, 0), q = part(e, 1);
                return {total(static_cast<int>(p.size()), [&](int i) { return p[index(i)] * q[index(i)]; })};
            }
            case kind::transpose:
                return rearranged(e, [](auto const& a, int i, int j) { return a(j, i); });
            case kind::sym:
                return rearranged(e, [](auto const& a, int i, int j) { return (a(i, j) + a(j, i)) / T(2.0); });
            case kind::trace: {
                std::vector<T> const a = part(e, 0);
                int const n = e.of[0].form.rows;
                return {total(n, [&](int i) { return a[index(i * n + i)]; })};
            }
            case kind::det:
                return {determinant(part(e, 0))};
            case kind::norm: {
                std::vector<T> const a = part(e, 0);
                return {pow(total(static_cast<int>(a.size()), [&](int i) { return a[index(i)] * a[index(i)]; }), 0.5)};
            }
            case kind::isotropic:
                return isotropic(scalar(e, 0), scalar(e, 1), here.dimension);
            case kind::contract: {  // row by row, a matrix is the vector that the tensor's matrix takes
                std::vector<T> const c = part(e, 0), a = part(e, 1);
                return multiplied(c, e.of[0].form, a, {static_cast<int>(a.size()), 0});
            }
            case kind::grad:
            case kind::div:
            case kind::lap:
            case kind::rot:
                return differentiated(e);
        }
        throw std::logic_error("a tree of no kind");
    }

private:
    place<T> const& here;
    Unknowns const& unknown;

    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
    std::vector<T> part(tree const& e, std::size_t k) const { return (*this)(e.of[k]); }
    T scalar(tree const& e, std::size_t k) const { return part(e, k).front(); }
    bool holds(tree const& e) const {
        if (e.is == kind::both) return holds(e.of[0]) && holds(e.of[1]);
        if (e.is == kind::either) return holds(e.of[0]) || holds(e.of[1]);
        if (e.is == kind::no) return !holds(e.of[0]);
        T const p = scalar(e, 0), q = scalar(e, 1);
        return e.n == 1 ? p <= q : p < q;
    }

    template <class F>
    static std::vector<T> each(int count, F const& f) {
        std::vector<T> out;
        for (int i = 0; i < count; ++i) out.push_back(f(i));
        return out;
    }
    template <class F>
    static std::vector<T> mapped(std::vector<T> const& p, F const& f) {
        return each(static_cast<int>(p.size()), [&](int i) { return f(p[index(i)]); });
    }
    template <class F>
    static T total(int count, F const& f) {
        T out = f(0);
        for (int i = 1; i < count; ++i) out = out + f(i);
        return out;
    }
    static std::vector<T> added(std::vector<T> const& p, std::vector<T> const& q, bool plus) {
        return each(static_cast<int>(p.size()),
                    [&](int i) { return plus ? p[index(i)] + q[index(i)] : p[index(i)] - q[index(i)]; });
    }
    static std::vector<T> multiplied(std::vector<T> const& p, lamina::shape f, std::vector<T> const& q,
                                     lamina::shape g) {
        if (f.is_scalar()) return mapped(q, [&](T const& c) { return p[0] * c; });
        if (g.is_scalar()) return mapped(p, [&](T const& c) { return c * q[0]; });
        int const inner = f.cols, cols = g.is_matrix() ? g.cols : 1;
        return each(f.rows * cols, [&](int at) {
            return total(inner,
                         [&](int k) { return p[index(at / cols * inner + k)] * q[index(k * cols + at % cols)]; });
        });
    }
    static T power(T const& x, long n, long d) {
        if (d != 1) return pow(x, static_cast<double>(n) / static_cast<double>(d));
        T out(1.0);
        for (long k = 0; k < (n < 0 ? -n : n); ++k) out = out * x;
        return n < 0 ? T(1.0) / out : out;
    }
    static T determinant(std::vector<T> const& a) {
        if (a.size() == 1) return a[0];
        if (a.size() == 4) return a[0] * a[3] - a[1] * a[2];
        return a[0] * (a[4] * a[8] - a[5] * a[7]) + a[1] * (a[5] * a[6] - a[3] * a[8]) +
               a[2] * (a[3] * a[7] - a[4] * a[6]);
    }
    /// The stress lambda tr(E) I + mu (E + E^T) of each unit matrix E, column by column
    static std::vector<T> isotropic(T const& lambda, T const& mu, int D) {
        return each(D * D * D * D, [&](int at) {
            int const i = at / D / D / D, j = at / D / D % D, k = at / D % D, l = at % D;
            T out(0.0);
            if (i == j && k == l) out = out + lambda;
            if (i == k && j == l) out = out + mu;
            if (i == l && j == k) out = out + mu;
            return out;
        });
    }
    template <class Rule>
    std::vector<T> rearranged(tree const& e, Rule const& rule) const {
        std::vector<T> const a = part(e, 0);
        int const cols = e.of[0].form.cols;
        auto const entry = [&](int i, int j) { return a[index(i * cols + j)]; };
        return each(e.form.rows * e.form.cols, [&](int at) { return rule(entry, at / e.form.cols, at % e.form.cols); });
    }

    /// The place with derivatives along coordinate `axis`
    place<dual<T>> seeded(int axis) const {
        place<dual<T>> out{here.dimension, {}};
        for (std::size_t i = 0; i < here.x.size(); ++i) out.x.push_back({here.x[i], T(index(axis) == i ? 1.0 : 0.0)});
        return out;
    }
    std::vector<T> along(tree const& e, int axis) const {
        if constexpr (order<T> == highest_order)
            throw std::logic_error("a derivative of too high an order");
        else {
            place<dual<T>> const there = seeded(axis);
            std::vector<T> out;
            for (dual<T> const& c : meaning_at<dual<T>, Unknowns>(there, unknown)(e)) out.push_back(c.d);
            return out;
        }
    }
    std::vector<T> differentiated(tree const& e) const {
        tree const& f = e.of[0];
        std::vector<std::vector<T>> slope;  // slope[j][i] = df_i / dx_j
        for (int j = 0; j < here.dimension; ++j)
            slope.push_back(
                along(e.is == kind::lap ? tree{.is = kind::partial, .which = j, .form = f.form, .of = {f}} : f, j));
        auto const d = [&](int i, int j) { return slope[index(j)][index(i)]; };
        int const D = here.dimension, size = components(f.form);
        if (e.is == kind::grad) return each(size * D, [&](int at) { return d(at / D, at % D); });
        if (e.is == kind::lap) return each(size, [&](int i) { return total(D, [&](int j) { return d(i, j); }); });
        if (e.is == kind::div)
            return each(size / D, [&](int i) { return total(D, [&](int j) { return d(i * D + j, j); }); });
        if (f.form.is_scalar()) return {d(0, 1), -d(0, 0)};
        if (D == 2) return {d(1, 0) - d(0, 1)};
        return each(3, [&](int i) { return d((i + 2) % 3, (i + 1) % 3) - d((i + 1) % 3, (i + 2) % 3); });
    }
};

/// The components of a tree at a place
template <class T, class Unknowns = waves>
std::vector<T> meaning(tree const& e, place<T> const& at, Unknowns const& unknowns = {}) {
    return meaning_at<T, Unknowns>(at, unknowns)(e);
}

}  // namespace oracle
