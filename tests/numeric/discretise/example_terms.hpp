#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina/dsl/terms/channels.hpp>

#include "nested_dual.hpp"

// Residuals written by hand, each with its own formula for the oracle. A table is a function of x; so is a weight.
namespace example {

using lamina::channel_set;
using lamina::collapsed_channel;
using lamina::partial_channel;
using lamina::weighted_partial;
using point = std::vector<double>;
using oracle::complex;

using value_only = channel_set<partial_channel<>>;
using laplacian_2d = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>,
                                 collapsed_channel<weighted_partial<1, -1, 0, 0>, weighted_partial<1, -1, 1, 1>>>;

template <int Dimension, int Unknowns, int Tables, int Constants, bool Affine, class Channels>
struct declared {
    using channels = Channels;
    static constexpr int dimension = Dimension;
    static constexpr int unknowns = Unknowns, trained = 0, tables = Tables, constants = Constants;
    static constexpr bool affine = Affine;
    static double table(int, point const&) { return 0; }
    static double weight(int, point const&) { return 0; }
    static std::vector<double> constant_values() { return {}; }
};

/// u - g
struct boundary_value : declared<2, 1, 1, 0, true, value_only> {
    static double table(int, point const& x) { return std::sin(x[0]) - x[1]; }
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return u[0] - t[0];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        du[0] = V(1);
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        return u(0) - table(0, x);
    }
};

/// -(a u')' - f with a = 1 / (2.1 + 2 sin x), f = sin x
struct darcy_1d
    : declared<1, 1, 3, 0, true, channel_set<partial_channel<>, partial_channel<0>, partial_channel<0, 0>>> {
    static double table(int i, point const& x) {
        double const b = 2.1 + 2 * std::sin(x[0]);
        return i == 0 ? 1 / b : i == 1 ? -2 * std::cos(x[0]) / (b * b) : std::sin(x[0]);
    }
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return -(t[0] * u[2] + t[1] * u[1]) - t[2];
    }
    template <class V, class C>
    static void gradient(C const*, V const* t, V const*, V* du) {
        du[0] = V(0);
        du[1] = -t[1];
        du[2] = -t[0];
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        double const b = 2.1 + 2 * std::sin(x[0]), db = 2 * std::cos(x[0]);
        return -u(0, 0, 0) / b + db / (b * b) * u(0, 0) - std::sin(x[0]);
    }
};

/// -div(A grad u) with A = [[a, s], [s, 2]], a = 2 + sin x0, s = x1 / 3, the second-order part as one channel.
struct tensor_darcy_2d
    : declared<2, 1, 2, 0, true,
               channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>,
                           collapsed_channel<weighted_partial<1, 0, 0, 0>, weighted_partial<2, 1, 0, 1>,
                                             weighted_partial<2, -1, 1, 1>>>> {
    static double weight(int i, point const& x) { return i == 0 ? 2 + std::sin(x[0]) : x[1] / 3; }
    static double table(int i, point const& x) { return i == 0 ? std::cos(x[0]) + 1.0 / 3 : 0.0; }  // div A
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return -(u[3] + t[0] * u[1] + t[1] * u[2]);
    }
    template <class V, class C>
    static void gradient(C const*, V const* t, V const*, V* du) {
        du[0] = V(0);
        du[1] = -t[0];
        du[2] = -t[1];
        du[3] = V(-1);
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        return -((2 + std::sin(x[0])) * u(0, 0, 0) + x[1] / 3 * 2.0 * u(0, 0, 1) + 2.0 * u(0, 1, 1) +
                 std::cos(x[0]) * u(0, 0) + 1.0 / 3 * u(0, 0));
    }
};

/// lap u + k^2 u - q
struct helmholtz : declared<2, 1, 1, 1, true, laplacian_2d> {
    static std::vector<double> constant_values() { return {1.5}; }
    static double table(int, point const& x) { return std::sin(x[0]) * std::sin(4 * x[1]); }
    template <class V, class C>
    static V value(C const* k, V const* t, V const* u) {
        return u[3] + V(k[0] * k[0]) * u[0] - t[0];
    }
    template <class V, class C>
    static void gradient(C const* k, V const*, V const*, V* du) {
        du[0] = V(k[0] * k[0]);
        du[1] = V(0);
        du[2] = V(0);
        du[3] = V(1);
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        return u(0, 0, 0) + u(0, 1, 1) + 2.25 * u(0) - table(0, x);
    }
};

/// -lap u + u^3 + u_0 u
struct cubic : declared<2, 1, 0, 0, false, laplacian_2d> {
    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        return -u[3] + u[0] * u[0] * u[0] + u[1] * u[0];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const* u, V* du) {
        du[0] = V(3) * u[0] * u[0] + u[1];
        du[1] = u[0];
        du[2] = V(0);
        du[3] = V(-1);
    }
    template <class V, class C>
    static void curvature(C const*, V const*, V const* u, V* out) {
        out[0] = V(6) * u[0] * u[4] + u[5];
        out[1] = u[4];
        out[2] = out[3] = V(0);
    }
    template <class U>
    static complex expected(U const& u, point const&) {
        return -u(0, 0, 0) - u(0, 1, 1) + u(0) * u(0) * u(0) + u(0, 0) * u(0);
    }
};

/// lap lap u + u: the fourth-order part as one channel of 13.
struct biharmonic
    : declared<2, 1, 0, 0, true,
               channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>, partial_channel<0, 0>,
                           partial_channel<0, 1>, partial_channel<1, 1>, partial_channel<0, 0, 0>,
                           partial_channel<0, 0, 1>, partial_channel<0, 1, 1>, partial_channel<1, 1, 1>,
                           collapsed_channel<weighted_partial<1, -1, 0, 0, 0, 0>, weighted_partial<2, -1, 0, 0, 1, 1>,
                                             weighted_partial<1, -1, 1, 1, 1, 1>>>> {
    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        return u[10] + u[0];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        for (int i = 0; i < 11; ++i) du[i] = V(i == 0 || i == 10 ? 1 : 0);
    }
    template <class U>
    static complex expected(U const& u, point const&) {
        return u(0, 0, 0, 0, 0) + 2.0 * u(0, 0, 0, 1, 1) + u(0, 1, 1, 1, 1) + u(0);
    }
};

/// u_000 + u u_0 - u_0 table: of third order
struct dispersion : declared<1, 1, 1, 0, false, channel_set<partial_channel<>, partial_channel<0>,
                                                            partial_channel<0, 0>, partial_channel<0, 0, 0>>> {
    static double table(int, point const& x) { return std::cos(x[0]); }
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return u[3] + u[0] * u[1] - t[0] * u[1];
    }
    template <class V, class C>
    static void gradient(C const*, V const* t, V const* u, V* du) {
        du[0] = u[1];
        du[1] = u[0] - t[0];
        du[2] = V(0);
        du[3] = V(1);
    }
    template <class V, class C>
    static void curvature(C const*, V const*, V const* u, V* out) {
        out[0] = u[5];
        out[1] = u[4];
        out[2] = out[3] = V(0);
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        return u(0, 0, 0, 0) + (u(0) - table(0, x)) * u(0, 0);
    }
};

/// u v_0 - v, two unknowns
struct two_unknowns : declared<2, 2, 0, 0, false, channel_set<partial_channel<>, partial_channel<0>>> {
    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        return u[0] * u[3] - u[2];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const* u, V* du) {
        du[0] = u[3];
        du[1] = V(0);
        du[2] = V(-1);
        du[3] = u[0];
    }
    template <class V, class C>
    static void curvature(C const*, V const*, V const* u, V* out) {
        out[0] = u[7];
        out[1] = out[2] = V(0);
        out[3] = u[4];
    }
    template <class U>
    static complex expected(U const& u, point const&) {
        return u(0) * u(1, 0) - u(1);
    }
};

}  // namespace example
