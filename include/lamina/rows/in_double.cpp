#include <lamina/rows/in_double.hpp>

#include <algorithm>

namespace lamina {

namespace {

std::span<float const> rounded(std::span<double const> from, std::vector<float>& to) {
    to.resize(from.size());
    std::ranges::transform(from, to.begin(), [](double x) { return static_cast<float>(x); });
    return to;
}

std::span<float> room(std::size_t size, std::vector<float>& in) {
    in.resize(size);
    return in;
}

}  // namespace

in_double::in_double(residual_system<float>& system) : system_(system) {
    set_contradictions(system.contradictions());
}

void in_double::residual(std::span<double const> theta, std::span<double> r) {
    system_.residual(rounded(theta, theta_), room(r.size(), out_));
    std::ranges::copy(out_, r.begin());
}

void in_double::jacobian(std::span<double const> theta, std::span<double> r, std::span<double> j_transposed) {
    system_.jacobian(rounded(theta, theta_), room(r.size(), out_), room(j_transposed.size(), matrix_));
    std::ranges::copy(out_, r.begin());
    std::ranges::copy(matrix_, j_transposed.begin());
}

void in_double::jacobian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) {
    system_.jacobian_times(rounded(theta, theta_), rounded(v, in_), room(out.size(), out_));
    std::ranges::copy(out_, out.begin());
}

void in_double::transposed_times(std::span<double const> theta, std::span<double const> w, std::span<double> out) {
    system_.transposed_times(rounded(theta, theta_), rounded(w, in_), room(out.size(), out_));
    std::ranges::copy(out_, out.begin());
}

void in_double::hessian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) {
    system_.hessian_times(rounded(theta, theta_), rounded(v, in_), room(out.size(), out_));
    std::ranges::copy(out_, out.begin());
}

double in_double::loss_and_gradient(std::span<double const> theta, std::span<double> gradient) {
    double const loss = system_.loss_and_gradient(rounded(theta, theta_), room(gradient.size(), out_));
    std::ranges::copy(out_, gradient.begin());
    return loss;
}

std::string in_double::why_not_finite(std::span<double const> theta, std::span<double const> residual) {
    return system_.why_not_finite(rounded(theta, theta_), rounded(residual, in_));
}

}  // namespace lamina
