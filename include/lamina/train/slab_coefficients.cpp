#include <lamina/train/slab_coefficients.hpp>

#include <algorithm>
#include <cmath>

namespace lamina::solving {

namespace {

/// The part of theta that belongs to unknown number k, the constant last
std::vector<double> coefficients_of(std::span<double const> theta, std::size_t k, std::size_t functions) {
    std::size_t const unknowns = theta.size() / (functions + 1);
    auto const own = theta.subspan(k * functions, functions);
    std::vector<double> out(own.begin(), own.end());
    out.push_back(theta[unknowns * functions + k]);
    return out;
}

}  // namespace

std::vector<std::size_t> numbers_of(line_products const& functions, std::size_t f) {
    std::vector<std::size_t> out(functions.along().size());
    for (std::size_t i = out.size(), rest = f; i-- > 0; rest /= functions.along()[i].size())
        out[i] = rest % functions.along()[i].size();
    return out;
}

double tail(slab const& of, std::size_t first, std::size_t end) {
    line_products const& functions = *of.functions;
    std::size_t const unknowns = of.found.theta.size() / (functions.size() + 1);
    double out = 0;
    for (std::size_t k = 0; k < unknowns; ++k) {
        auto const c = coefficients_of(of.found.theta, k, functions.size());
        for (std::size_t i = first; i < end; ++i) {
            line_functions const& line = functions.along()[i];
            std::size_t const degree = line.degree;
            std::vector<double> squares(degree + 1, 0.0);
            for (std::size_t f = 0; f < functions.products(); ++f)
                squares[line.degree_of(numbers_of(functions, f)[i])] += std::pow(c[functions.place_of(f)], 2);
            std::size_t const few = 1 + degree / 10;
            for (std::size_t d = degree + 1 - few; d <= degree; ++d) out = std::max(out, std::sqrt(squares[d]));
        }
    }
    return of.size > 0 ? out / of.size : 0;
}

xt::xarray<double> slab::values(std::size_t k, line_products::grid const& at) const {
    return functions->on_grid(coefficients_of(found.theta, k, functions->size()), at);
}

std::vector<parity> parities_of(std::span<slab const> slabs, double small) {
    std::vector<parity> out;
    for (std::size_t i = 0; i + 1 < slabs.front().functions->along().size(); ++i) {
        double even = 0, odd = 0;
        for (slab const& s : slabs) {
            line_products const& functions = *s.functions;
            for (std::size_t k = 0; k < s.found.theta.size() / (functions.size() + 1); ++k) {
                auto const c = coefficients_of(s.found.theta, k, functions.size());
                for (std::size_t f = 0; f < functions.products(); ++f) {
                    bool const is_even = functions.along()[i].is_even(numbers_of(functions, f)[i]);
                    double& largest = is_even ? even : odd;
                    largest = std::max(largest, std::abs(c[functions.place_of(f)]));
                }
            }
        }
        out.push_back(odd <= small * even ? parity::even : even <= small * odd ? parity::odd : parity::none);
    }
    return out;
}

xt::xarray<double> values_of(std::span<slab const> slabs, std::size_t k, line_products::grid const& at) {
    std::vector<std::size_t> shape;
    for (std::vector<double> const& along : at) shape.push_back(along.size());
    std::vector<double> const& times = at.back();
    auto out = xt::xarray<double>::from_shape(shape);
    for (std::size_t j = 0; j < times.size(); ++j) {
        double const t = std::clamp(times[j], slabs.front().begin, slabs.back().end);
        auto const there = std::ranges::find_if(slabs, [&](slab const& s) { return t <= s.end; });
        line_products::grid now = at;
        now.back() = {t};
        auto const values = there->values(k, now);
        for (std::size_t p = 0; p < values.size(); ++p) out.data()[p * times.size() + j] = values.data()[p];
    }
    return out;
}

}  // namespace lamina::solving
