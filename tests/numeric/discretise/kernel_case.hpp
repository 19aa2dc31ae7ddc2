#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include <lamina/rows/collocated_system.hpp>
#include <lamina/network/activation.hpp>
#include <lamina/rows/residual_part.hpp>
#include <lamina/rows/term_functions.hpp>

#include "example_terms.hpp"

// Points, tables and parameters for the example terms; the expected residual and its derivative in theta.
namespace example {

/// Networks as types: an activation stands for a plain one, gated<activation> for an improved one.
template <class Activation>
struct gated {};
template <class Network>
struct network_traits {
    using activation = Network;
    static constexpr bool encoders = false;
};
template <class Activation>
struct network_traits<gated<Activation>> {
    using activation = Activation;
    static constexpr bool encoders = true;
};

/// Numbers in (-1, 1) that look random.
inline double scrambled(std::uint64_t i) {
    i = (i + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    i = (i ^ (i >> 27)) * 0x94d049bb133111ebu;
    return static_cast<double>((i ^ (i >> 31)) >> 11) * 0x1.0p-52 - 1.0;
}

inline std::vector<point> scattered_points(std::size_t count, int dimension, std::uint64_t seed = 1) {
    std::vector<point> x(count, point(static_cast<std::size_t>(dimension)));
    for (auto& p : x)
        for (double& c : p) c = scrambled(seed++);
    return x;
}

/// Weights of a mean over points: no two equal, some negative
inline std::vector<double> mean_weights(std::size_t count) {
    std::vector<double> out;
    for (std::size_t p = 0; p < count; ++p) out.push_back((1 + 1.5 * scrambled(p + 5)) / static_cast<double>(count));
    return out;
}

/// The oracle's network with these widths, of tanh or sine
inline oracle::network network_of(std::size_t inputs, std::vector<std::size_t> const& hidden, std::size_t outputs,
                                  bool improved = false, bool tanh = true) {
    oracle::network u{{inputs}, tanh, improved};
    u.widths.insert(u.widths.end(), hidden.begin(), hidden.end());
    u.widths.push_back(outputs);
    return u;
}
/// The one that a term asks for, of an architecture
template <class Term, class Architecture>
oracle::network network_for(std::vector<std::size_t> const& hidden) {
    using traits = network_traits<Architecture>;
    return network_of(static_cast<std::size_t>(Term::dimension), hidden, Term::unknowns, traits::encoders,
                      std::is_same_v<typename traits::activation, lamina::activation::tanh_function>);
}

inline std::vector<double> parameters(oracle::network const& u, std::uint64_t seed = 7) {
    std::vector<double> theta;
    double const input_scale = 1.5 / std::sqrt(static_cast<double>(u.widths[0]));
    for (std::size_t i = 0; i < u.encoder_parameters(); ++i) theta.push_back(input_scale * scrambled(seed++));
    for (std::size_t l = 1; l < u.widths.size(); ++l) {
        double const scale = 1.5 / std::sqrt(static_cast<double>(u.widths[l - 1]));
        for (std::size_t i = 0; i < (u.widths[l - 1] + 1) * u.widths[l]; ++i)
            theta.push_back(scale * scrambled(seed++));
    }
    return theta;
}

template <class Term, class Real, bool Curved = false>
std::unique_ptr<lamina::residual_part<Real>> part(std::vector<point> const& x,
                                                  lamina::combination how = lamina::combination::each,
                                                  double lambda = 1.0) {
    std::size_t const n = x.size(), d = Term::dimension;
    // the jets of the inputs x_i: value, and 1 for the first derivative in direction i
    std::vector<double> jets, weights, tables;
    for (std::size_t i = 0; i < d; ++i)
        for (std::size_t c = 0; c < static_cast<std::size_t>(Term::channels::size); ++c)
            for (std::size_t p = 0; p < n; ++p) {
                int const first = Term::channels::find(lamina::multi_index{1, {static_cast<int>(i)}});
                jets.push_back(c == 0 ? x[p][i] : static_cast<int>(c) == first ? 1.0 : 0.0);
            }
    for (int w = 0; w < Term::channels::weights; ++w)
        for (auto const& p : x) weights.push_back(Term::weight(w, p));
    for (int t = 0; t < Term::tables; ++t)
        for (auto const& p : x) tables.push_back(Term::table(t, p));
    std::vector<double> const of_mean = mean_weights(n);
    lamina::point_data const data{n, d, jets, weights, tables, of_mean};
    return std::make_unique<lamina::residual_part<Real>>(lamina::functions_of<Term, Real, Curved>(),
                                                         std::vector<std::string>{"u"}, data, Term::constant_values(),
                                                         how, lambda);
}

/// F at x for complex parameters.
template <class Term>
complex expected_value(oracle::network const& network, std::vector<complex> const& theta, point const& x) {
    return Term::expected(
        [&](std::size_t output, auto... directions) {
            return oracle::derivative(network, theta, x, output, directions...);
        },
        x);
}

/// Row `row` of a part with M points.
template <class Term>
complex expected_row(oracle::network const& network, std::vector<complex> const& theta, std::vector<point> const& x,
                     lamina::combination how, std::size_t row) {
    auto const at = [&](std::size_t p) { return expected_value<Term>(network, theta, x[p]); };
    if (how == lamina::combination::each) return at(row);
    if (how == lamina::combination::difference) return at(row) - at(row + x.size() / 2);
    complex sum = 0;
    std::vector<double> const weights = mean_weights(x.size());
    for (std::size_t p = 0; p < x.size(); ++p) sum += weights[p] * at(p);
    return sum;
}

inline std::vector<complex> complexified(std::vector<double> const& theta) { return {theta.begin(), theta.end()}; }

/// d(row)/d(theta_p) by the complex step: exact to rounding.
template <class Term>
double expected_slope(oracle::network const& network, std::vector<double> const& theta, std::vector<point> const& x,
                      lamina::combination how, std::size_t row, std::size_t p) {
    constexpr double step = 1e-40;
    auto shifted = complexified(theta);
    shifted[p] += complex(0, step);
    return expected_row<Term>(network, shifted, x, how, row).imag() / step;
}

template <class Real>
std::unique_ptr<lamina::collocated_system<Real>> system_of(
    oracle::network const& u, lamina::thread_pool& pool,
    std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts) {
    std::vector<std::size_t> const hidden(u.widths.begin() + 1, u.widths.end() - 1);
    std::size_t const in = u.widths.front(), out = u.widths.back();
    auto const layout =
        u.improved ? lamina::mlp_layout::with_encoders(in, hidden, out) : lamina::mlp_layout(in, hidden, out);
    auto const activation = u.tanh ? lamina::activation::tanh.choice : lamina::activation::sin.choice;
    return std::make_unique<lamina::collocated_system<Real>>(layout.activated_by(activation), std::move(parts), pool);
}

}  // namespace example
