#include "../catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include "discretise/kernel_case.hpp"

// Activations of a user's own: tanh and sine written by hand against those of the library, and one that it has not
// against differences.

using namespace example;
using lamina::activation::own;

namespace {

struct my_tanh {
    template <class V>
    static void derivatives(V const& z, int order, V* d) {
        V const t = tanh(z), p = 1 - t * t;
        d[0] = t;
        if (order >= 1) d[1] = p;
        if (order >= 2) d[2] = -2 * t * p;
        if (order >= 3) d[3] = p * (6 * t * t - 2);
        if (order >= 4) d[4] = p * t * (16 - 24 * t * t);
        if (order >= 5) d[5] = p * (16 - 120 * t * t * p);
    }
};

struct my_sine {
    template <class V>
    static void derivatives(V const& z, int order, V* d) {
        V const s = sin(z), c = cos(z);
        V const of[] = {s, c, -s, -c};
        for (int k = 0; k <= order; ++k) d[k] = of[k % 4];
    }
};

/// z / (1 + exp(-z)), with the derivatives that an equation of second order asks for
struct swish {
    template <class V>
    static void derivatives(V const& z, int order, V* d) {
        V const s = 1 / (1 + exp(-z)), t = s * (1 - s);
        d[0] = z * s;
        if (order >= 1) d[1] = s + z * t;
        if (order >= 2) d[2] = t * (2 + z * (1 - 2 * s));
        if (order >= 3) d[3] = t * (3 * (1 - 2 * s) + z * (1 - 6 * t));
    }
};

/// A Term at some points for a network of an activation
template <class Term, class Real>
struct with_activation {
    lamina::thread_pool pool{1};
    std::unique_ptr<lamina::collocated_system<Real>> system;
    std::vector<Real> theta;

    explicit with_activation(lamina::activation_choice const& choice, bool improved = false) {
        std::vector<std::size_t> const hidden{7, 7};
        auto const u = network_of(static_cast<std::size_t>(Term::dimension), hidden, Term::unknowns, improved);
        auto const layout = improved ? lamina::mlp_layout::with_encoders(u.widths.front(), hidden, Term::unknowns)
                                     : lamina::mlp_layout(u.widths.front(), hidden, Term::unknowns);
        std::vector<std::unique_ptr<lamina::residual_part<Real>>> parts;
        parts.push_back(part<Term, Real, true>(scattered_points(21, Term::dimension)));
        system = std::make_unique<lamina::collocated_system<Real>>(layout.activated_by(choice), std::move(parts), pool);
        auto const start = parameters(u);
        theta.assign(start.begin(), start.end());
    }
    /// r, J v and the gradient of the loss, one after the other
    [[nodiscard]] std::vector<Real> numbers() {
        std::size_t const n = system->rows(), p = system->parameters();
        std::vector<Real> out(2 * n + p), v(p);
        for (std::size_t i = 0; i < p; ++i) v[i] = static_cast<Real>(scrambled(i + 3));
        std::span<Real> const all(out);
        system->residual(theta, all.first(n));
        system->jacobian_times(theta, v, all.subspan(n, n));
        system->loss_and_gradient(theta, all.subspan(2 * n));
        return out;
    }
};

template <class Term, class Real>
void agree(lamina::activation_choice const& mine, lamina::activation_choice const& theirs, bool improved = false) {
    auto const x = with_activation<Term, Real>(mine, improved).numbers();
    auto const y = with_activation<Term, Real>(theirs, improved).numbers();
    Real worst = 0, most = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        worst = std::max(worst, std::abs(x[i] - y[i])), most = std::max(most, std::abs(y[i]));
    CHECK(worst <= (sizeof(Real) == 8 ? Real(1e-13) : Real(1e-4)) * most);
}

}  // namespace

TEMPLATE_TEST_CASE("An activation written by hand does what that of the library does", "[network]", double, float) {
    using lamina::activation::sin;
    using lamina::activation::tanh;
    agree<helmholtz, TestType>(own<my_tanh>.choice, tanh.choice);
    agree<helmholtz, TestType>(own<my_sine>.choice, sin.choice);
    agree<biharmonic, TestType>(own<my_tanh>.choice, tanh.choice);
    agree<biharmonic, TestType>(own<my_sine>.choice, sin.choice);
    agree<helmholtz, TestType>(own<my_tanh>.choice, tanh.choice, true);
    agree<helmholtz, TestType>(own<my_sine>.choice, sin.choice, true);
}

TEST_CASE("The gradient with an activation of one's own is that of the loss", "[network]") {
    for (bool const improved : {false, true}) {
        with_activation<helmholtz, double> of(own<swish>.choice, improved);
        std::size_t const p = of.system->parameters();
        std::vector<double> gradient(p), unused(p);
        of.system->loss_and_gradient(of.theta, gradient);
        auto const loss_at = [&](std::size_t i, double step) {
            auto theta = of.theta;
            theta[i] += step;
            return of.system->loss_and_gradient(theta, unused);
        };
        double const most = std::abs(*std::ranges::max_element(gradient, {}, [](double g) { return std::abs(g); }));
        for (std::size_t i = 0; i < p; ++i)
            CHECK((loss_at(i, 1e-5) - loss_at(i, -1e-5)) / 2e-5 == Approx(gradient[i]).margin(1e-7 * most));
    }
}

TEST_CASE("H v with an activation of one's own is refused", "[network]") {
    with_activation<helmholtz, double> of(own<swish>.choice);
    std::vector<double> v(of.system->parameters(), 1), out(v.size());
    CHECK_THROWS_WITH(of.system->hessian_times(of.theta, v, out),
                      Catch::Contains("activation of one's own") && Catch::Contains("gauss_newton_times"));
}
