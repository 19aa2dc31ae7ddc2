#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include <lamina/dsl/terms/channels.hpp>
#include <lamina/passes/each_set/registers.hpp>
#include <lamina/passes/each_set/unroll.hpp>

namespace lamina::passes::LAMINA_SET {
namespace {

/// The rules of `jet_rule` for a channel_set that is known here, on jets in registers: z, f, g, a of shape (channels,),
/// weights q of shape (weights,).
template <class Channels, class Real>
struct fixed_rule {
    using V = lanes<Real>;
    static constexpr std::size_t channels = static_cast<std::size_t>(Channels::size);
    static constexpr std::size_t weights = static_cast<std::size_t>(Channels::weights);
    static constexpr int order = Channels::order;
    static constexpr auto& chain = chain_rule<Channels>;

    /// The weights at a piece of the line, [weight][line]
    struct weight_registers {
        V q[weights + 1];
        [[gnu::always_inline]] explicit weight_registers(Real const* from) {
            unroll<weights>([&](auto i)
                                __attribute__((always_inline)) { q[i] = V::load_aligned(from + i * line_size<Real>); });
        }
    };

    /// out = phi(z), d[k] = phi^(k)(z_0)
    [[gnu::always_inline]] static void compose(V const* z, V const* d, weight_registers const& w, V* out) {
        out[0] = d[0];
        unroll<channels - 1>([&](auto i) __attribute__((always_inline)) {
            constexpr std::size_t c = i + 1;
            V h = d[1] * z[c];
            unroll<max_derivative_order - 1>([&](auto k) __attribute__((always_inline)) {
                constexpr int power = k + 2;
                if constexpr (has(c, power)) {
                    V sum(Real(0));
                    each([&](auto p) __attribute__((always_inline)) {
                        if constexpr (is(p, c, power)) {
                            V left = z[factor(p, 0)];
                            unroll<power - 2>([&](auto j) __attribute__((always_inline)) {
                                left = left * z[factor(p, j + 2)];
                            });
                            sum = xsimd::fma(times<p>(w, left), z[factor(p, 1)], sum);
                        }
                    });
                    h = xsimd::fma(d[power], sum, h);
                }
            });
            out[c] = h;
        });
    }

    /// out = f g
    [[gnu::always_inline]] static void multiply(V const* f, V const* g, weight_registers const& w, V* out) {
        out[0] = f[0] * g[0];
        unroll<channels - 1>([&](auto i) __attribute__((always_inline)) {
            constexpr std::size_t c = i + 1;
            V sum = xsimd::fma(f[0], g[c], g[0] * f[c]);
            each([&](auto p) __attribute__((always_inline)) {
                if constexpr (is(p, c, 2)) {
                    constexpr std::size_t a = factor(p, 0), b = factor(p, 1);
                    if constexpr (a == b)
                        sum = xsimd::fma(times<p, 2>(w, f[a]), g[a], sum);
                    else
                        sum = xsimd::fma(times<p>(w, f[a]), g[b], xsimd::fma(times<p>(w, f[b]), g[a], sum));
                }
            });
            out[c] = sum;
        });
    }

    /// out = (d(f g)/df)^T a
    [[gnu::always_inline]] static void multiply_transposed(V const* g, V const* a, weight_registers const& w, V* out) {
        V first = a[0] * g[0];
        unroll<channels - 1>([&](auto i)
                                 __attribute__((always_inline)) { first = xsimd::fma(a[i + 1], g[i + 1], first); });
        out[0] = first;
        unroll<channels - 1>([&](auto i) __attribute__((always_inline)) {
            constexpr std::size_t c = i + 1;
            V sum = a[c] * g[0];
            each([&](auto p) __attribute__((always_inline)) {
                if constexpr (chain[p].order == 2) {
                    constexpr std::size_t of = number(chain[p].channel), x = factor(p, 0), y = factor(p, 1);
                    if constexpr (x == c && y == c)
                        sum = xsimd::fma(times<p, 2>(w, a[of]), g[c], sum);
                    else if constexpr (x == c)
                        sum = xsimd::fma(times<p>(w, a[of]), g[y], sum);
                    else if constexpr (y == c)
                        sum = xsimd::fma(times<p>(w, a[of]), g[x], sum);
                }
            });
            out[c] = sum;
        });
    }

    /// out = 1 - h^2
    [[gnu::always_inline]] static void one_minus_square(V const* h, weight_registers const& w, V* out) {
        V const twice = V(Real(-2)) * h[0];
        out[0] = V(Real(1)) - h[0] * h[0];
        unroll<channels - 1>([&](auto i) __attribute__((always_inline)) {
            constexpr std::size_t c = i + 1;
            V sum = twice * h[c];
            each([&](auto p) __attribute__((always_inline)) {
                if constexpr (is(p, c, 2)) sum = xsimd::fma(times<p, -2>(w, h[factor(p, 0)]), h[factor(p, 1)], sum);
            });
            out[c] = sum;
        });
    }

private:
    static constexpr std::size_t number(int i) { return static_cast<std::size_t>(i); }
    static constexpr std::size_t factor(std::size_t p, std::size_t k) { return number(chain[p].factor[k]); }
    /// Whether product p, of so many factors, belongs to channel c
    static constexpr bool is(std::size_t p, std::size_t c, int power) {
        return number(chain[p].channel) == c && chain[p].order == power;
    }
    static constexpr bool has(std::size_t c, int power) {
        for (std::size_t p = 0; p < chain.size(); ++p)
            if (is(p, c, power)) return true;
        return false;
    }
    template <class Body>
    [[gnu::always_inline]] static void each(Body&& body) {
        unroll<chain.size()>(body);
    }
    /// Factor m w x, m and w the multiplicity and the weight of product P
    template <std::size_t P, int Factor = 1>
    [[gnu::always_inline]] static V times(weight_registers const& w, V const& x) {
        constexpr int m = Factor * chain[P].multiplicity;
        if constexpr (chain[P].weight >= 0) {
            V const q = w.q[chain[P].weight] * x;
            if constexpr (m == 1)
                return q;
            else
                return V(static_cast<Real>(m)) * q;
        } else if constexpr (m == 1) {
            return x;
        } else {
            return V(static_cast<Real>(m)) * x;
        }
    }
};

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
