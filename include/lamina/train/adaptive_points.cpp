#include <lamina/train/adaptive_points.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <lamina/network/random_numbers.hpp>
#include <lamina/train/check_option.hpp>

namespace lamina {

namespace {

/// sum of lambda_i r_i^2 at each point, to the power 1/2
std::vector<double> sizes_of(xt::xtensor<double, 2> const& r, std::span<residual_block const> blocks) {
    std::vector<double> out(r.shape()[1]);
    for (std::size_t i = 0; i < r.shape()[0]; ++i)
        for (std::size_t n = 0; n < out.size(); ++n) out[n] += blocks[i].lambda * r(i, n) * r(i, n);
    for (double& v : out) v = std::sqrt(v);
    return out;
}

/// `count` of the numbers 0, 1, ..., without putting them back, with these chances: those with the largest log(u) /
/// chance, u uniform (Efraimidis and Spirakis 2006)
std::vector<std::size_t> drawn(std::size_t count, std::vector<double> const& chance, std::uint64_t seed) {
    random_numbers u(seed);
    std::vector<double> key;
    for (double const c : chance) key.push_back(std::log(u.unit()) / c);
    std::vector<std::size_t> out(chance.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::ranges::nth_element(out, out.begin() + static_cast<std::ptrdiff_t>(count), std::ranges::greater{},
                             [&](std::size_t n) { return key[n]; });
    out.resize(count);
    return out;
}

}  // namespace

void adaptive_points::move(training_view const& now, box const& domain,
                           std::function<xt::xtensor<double, 2>(points_view points)> const& residuals) const {
    check_option(candidates >= 2, "adaptive_points", "candidates", static_cast<double>(candidates), "at least 2");
    check_option(power > 0, "adaptive_points", "power", power, "a positive number");
    check_option(floor >= 0, "adaptive_points", "floor", floor, "a number >= 0");
    if (now.on_batches())
        throw std::invalid_argument("adaptive_points: training is on batches, which have new points at every step");
    if (now.iteration == 0) return;
    std::size_t const count = now.system.blocks().front().size, axes = domain.dimension();
    std::uint64_t const first = seed + 2 * now.iteration;
    auto const at = interior_points(domain, random_points(candidates * count, first));
    auto chance = sizes_of(residuals(at), now.system.blocks());
    for (double& v : chance) v = std::pow(v, power);
    double const mean = std::accumulate(chance.begin(), chance.end(), 0.0) / static_cast<double>(chance.size());
    if (!(mean > 0)) return;
    for (double& v : chance) v = std::max(v / mean + floor, 1e-300);
    std::vector<double> chosen;
    for (std::size_t const n : drawn(count, chance, first + 1))
        for (std::size_t i = 0; i < axes; ++i) chosen.push_back(at(n, i));
    now.system.move_to(std::move(chosen));
}

}  // namespace lamina
