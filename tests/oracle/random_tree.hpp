#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "meaning.hpp"

namespace oracle {

/// Random trees that have a value at all of some places, away from the ends of what their functions take: every
/// operation is drawn for operands that are there, and drawn again where it does not take their values.
class random_trees {
public:
    random_trees(std::mt19937& generator, int dimension, std::vector<place<rounded>> places)
        : random(generator), D(dimension), at(std::move(places)) {}

    /// A scalar of this depth
    tree operator()(int depth) { return grown({}, depth, 2); }

    /// A scalar of this depth, chosen by two conditions
    tree choice(int depth) {
        while (true) {
            tree joined{.is = below(2) == 0 ? kind::both : kind::either};
            joined.of = {condition(depth - 2, 0, 1), condition(depth - 2, 0, 1)};
            tree out{.is = kind::choice, .of = {std::move(joined), grown({}, depth - 1, 0), other({}, depth - 1, 0)}};
            if (fits(out)) return out;
        }
    }

private:
    std::mt19937& random;
    int D;
    std::vector<place<rounded>> at;

    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); }
    double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); }
    lamina::shape vector() const { return {D, 0}; }
    lamina::shape matrix() const { return {D, D}; }

    /// Of this shape and depth, differentiated at most `orders` times
    tree grown(lamina::shape form, int depth, int orders) {
        if (depth == 0) return leaf(form);
        for (int attempt = 0; attempt < 50; ++attempt)
            if (tree out = form.is_scalar()   ? scalar(depth - 1, orders)
                           : form.is_vector() ? of_vectors(depth - 1, orders)
                                              : of_matrices(depth - 1, orders);
                fits(out))
                return out;
        return leaf(form);
    }
    /// An operand besides the first, which has the depth
    tree other(lamina::shape form, int depth, int orders) { return grown(form, below(depth + 1), orders); }

    tree leaf(lamina::shape form) {
        if (form.is_vector() && below(2) == 0) return {.is = kind::unknown, .which = -1, .form = form};
        if (!form.is_scalar()) {
            tree out{.is = form.is_vector() ? kind::vector : kind::matrix, .form = form};
            for (int k = 0; k < components(form); ++k) out.of.push_back(leaf({}));
            return out;
        }
        switch (below(8)) {
            case 0:
                return {.is = kind::number, .n = below(7) - 3, .d = 1 + below(3)};
            case 1:
                return {.is = kind::literal, .value = between(-2, 2)};
            case 2:
                return {.is = kind::parameter, .which = below(2)};
            case 3:
                return {.is = kind::unknown, .which = 0};
            case 4:
                return {.is = kind::unknown, .which = D == 1 ? 0 : 1 + below(D)};
            default:
                return {.is = kind::coordinate, .which = below(D + 1)};
        }
    }

    tree binary(kind is, lamina::shape form, tree left, tree right) {
        if (below(2) == 0 && is != kind::quotient && left.form == right.form) std::swap(left, right);
        return {.is = is, .form = form, .of = {std::move(left), std::move(right)}};
    }
    tree unary(kind is, lamina::shape form, tree of, int which = 0) {
        return {.is = is, .which = which, .form = form, .of = {std::move(of)}};
    }

    tree scalar(int depth, int orders) {
        lamina::shape const s{};
        switch (below(D == 1 ? 17 : 24)) {
            case 0:
            case 1:
                return binary(kind::sum, s, grown(s, depth, orders), other(s, depth, orders));
            case 2:
                return binary(kind::difference, s, grown(s, depth, orders), other(s, depth, orders));
            case 3:
            case 4:
            case 5:
                return binary(kind::product, s, grown(s, depth, orders), other(s, depth, orders));
            case 6:
                return binary(kind::quotient, s, grown(s, depth, orders), other(s, depth, orders));
            case 7:
                return binary(kind::quotient, s, other(s, depth, orders), grown(s, depth, orders));
            case 8:
                return unary(kind::negative, s, grown(s, depth, orders));
            case 9:
            case 10:
                return raised(grown(s, depth, orders));
            case 11:
            case 12: {
                int const which = below(static_cast<int>(std::size(functions<rounded>)));
                tree out = unary(kind::function, s, grown(s, depth, orders), which);
                if (functions<rounded>[which].arguments == 2) out.of.push_back(other(s, depth, orders));
                return out;
            }
            case 13: {
                tree out{.is = kind::choice, .of = {condition(depth, orders)}};
                out.of.push_back(grown(s, depth, orders)), out.of.push_back(other(s, depth, orders));
                if (below(2) == 0) std::swap(out.of[1], out.of[2]);
                return out;
            }
            case 14:
                return called(depth, orders);
            case 15:
                if (orders == 0) return grown(s, depth, orders);
                return unary(kind::partial, s, grown(s, depth, orders - 1), below(D + 1));
            case 16:
                if (orders < 2) return grown(s, depth, orders);
                return unary(kind::lap, s, grown(s, depth, orders - 2));
            case 17:
            case 18:
                return binary(kind::dot, s, grown(vector(), depth, orders), other(vector(), depth, orders));
            case 19:
                return unary(kind::trace, s, grown(matrix(), depth, orders));
            case 20: {
                bool const of_matrix = below(2) == 0;
                tree out = unary(kind::component, s, grown(of_matrix ? matrix() : vector(), depth, orders));
                out.n = below(D), out.d = of_matrix ? below(D) : 0;
                return out;
            }
            case 21:
                return below(2) == 0 ? unary(kind::norm, s, grown(vector(), depth, orders))
                                     : unary(kind::norm, s, grown(matrix(), in_entries(depth), orders));
            case 22:
                return unary(kind::det, s, grown(matrix(), in_entries(depth), orders));
            default:
                if (orders == 0) return grown(s, depth, orders);
                return unary(D == 2 && below(2) == 0 ? kind::rot : kind::div, s, grown(vector(), depth, orders - 1));
        }
    }

    /// The depth of what is written out in nine entries
    [[nodiscard]] int in_entries(int depth) const { return D == 3 ? std::min(depth, 1) : depth; }

    tree of_vectors(int depth, int orders) {
        lamina::shape const s{}, v = vector();
        switch (below(orders > 0 ? 9 : 6)) {
            case 0:
                return binary(kind::sum, v, grown(v, depth, orders), other(v, depth, orders));
            case 1:
                return binary(kind::difference, v, grown(v, depth, orders), other(v, depth, orders));
            case 2:
                return binary(kind::product, v, grown(s, depth, orders), other(v, depth, orders));
            case 3:
                return binary(kind::product, v, grown(matrix(), depth, orders), other(v, depth, orders));
            case 4:
                return binary(kind::quotient, v, grown(v, depth, orders), other(s, depth, orders));
            case 5:
                return unary(kind::negative, v, grown(v, depth, orders));
            case 6:
                return unary(kind::grad, v, grown(s, depth, orders - 1));
            case 7:
                return unary(kind::div, v, grown(matrix(), depth, orders - 1));
            default:
                if (D == 2) return unary(kind::rot, v, grown(s, depth, orders - 1));
                if (below(2) == 0) return unary(kind::rot, v, grown(v, depth, orders - 1));
                return orders < 2 ? grown(v, depth, orders) : unary(kind::lap, v, grown(v, depth, orders - 2));
        }
    }

    tree of_matrices(int depth, int orders) {
        lamina::shape const s{}, m = matrix();
        switch (below(orders > 0 ? 9 : 8)) {
            case 0:
                return binary(kind::sum, m, grown(m, depth, orders), other(m, depth, orders));
            case 1:
                return binary(kind::product, m, grown(s, depth, orders), other(m, depth, orders));
            case 2:
                return binary(kind::product, m, grown(m, depth, orders), other(m, depth, orders));
            case 3:
                return binary(kind::quotient, m, grown(m, depth, orders), other(s, depth, orders));
            case 4:
                return unary(kind::transpose, m, grown(m, depth, orders));
            case 5:
                return unary(kind::sym, m, grown(m, depth, orders));
            case 6:
                return unary(kind::negative, m, grown(m, depth, orders));
            case 7:
                return {.is = kind::contract, .form = m, .of = {tensor(), grown(m, depth, orders)}};
            default:
                return unary(kind::grad, m, grown(vector(), depth, orders - 1));
        }
    }

    /// Of rank four: 81 entries of a space are two numbers
    tree tensor() {
        lamina::shape const form{D * D, D * D};
        if (D < 3 && below(2) == 0) return leaf(form);
        return {.is = kind::isotropic, .form = form, .of = {leaf({}), leaf({})}};
    }

    /// A comparison, or up to three of them joined
    tree condition(int depth, int orders, int joints = 2) {
        static constexpr kind joined[] = {kind::both, kind::either, kind::no};
        if (joints == 0 || below(2) == 0)
            return {.is = kind::less, .n = below(2), .of = {other({}, depth, orders), other({}, depth, orders)}};
        kind const is = joined[below(3)];
        tree out{.is = is, .of = {condition(depth, orders, joints - 1)}};
        if (is != kind::no) out.of.push_back(condition(depth, orders, 0));
        return out;
    }
    /// True if what a condition compares differs
    static bool decided(tree const& e, place<rounded> const& here) {
        if (e.is != kind::less) return std::ranges::all_of(e.of, [&](tree const& f) { return decided(f, here); });
        return std::abs(meaning(e.of[0], here).front().v - meaning(e.of[1], here).front().v) > 1e-3;
    }

    tree raised(tree base) {
        static constexpr std::pair<int, int> exponents[] = {{2, 1}, {3, 1},  {4, 1}, {-1, 1}, {-2, 1},
                                                            {1, 2}, {-1, 2}, {3, 2}, {1, 3},  {-2, 3}};
        auto const [n, d] = exponents[below(static_cast<int>(std::size(exponents)))];
        return {.is = kind::power, .n = n, .d = d, .of = {std::move(base)}};
    }

    tree called(int depth, int orders) {
        int const which = below(static_cast<int>(coefficients().size()));
        coefficient const& c = coefficients()[static_cast<std::size_t>(which)];
        tree out{.is = kind::call, .which = which, .form = c.body.form};
        for (int k = 0; k < c.arguments; ++k)
            out.of.push_back(k == 0 ? grown({}, depth, orders) : other({}, depth, orders));
        if (out.form.is_scalar()) return out;
        return {.is = kind::component, .n = below(out.form.rows), .d = below(out.form.cols), .of = {std::move(out)}};
    }

    /// True if the operation at the top takes the values of its operands everywhere, and gives numbers of bounded size.
    bool fits(tree const& e) {
        for (place<rounded> const& here : at) {
            std::vector<std::vector<rounded>> of;
            for (tree const& f : e.of) of.push_back(meaning(f, here));
            auto const value = [&](std::size_t k) { return of[k].front().v; };
            if (e.is == kind::quotient && !(std::abs(value(1)) > 0.1)) return false;
            if (e.is == kind::power && e.d != 1 && !(value(0) > 0.1)) return false;
            if (e.is == kind::power && e.n < 0 && !(std::abs(value(0)) > 0.1)) return false;
            if (e.is == kind::function && !functions<rounded>[e.which].takes(value(0), value(e.of.size() - 1)))
                return false;
            if (e.is == kind::choice && !decided(e.of[0], here)) return false;
            if (e.is == kind::norm && !(meaning(e, here).front().v > 0.1)) return false;
            for (rounded const& c : meaning(e, here))
                if (!(std::abs(c.v) < 100 && c.e < 1e4)) return false;
        }
        return true;
    }
};

}  // namespace oracle
