#include <lamina/discretise/fast_waves.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>

#include <lamina/network/random_numbers.hpp>

namespace lamina {

std::vector<modulated_wave> fast_waves::every_wave() const {
    std::vector<modulated_wave> out;
    for (std::size_t k = 0; k < degrees.size(); ++k) out.push_back({static_cast<double>(k) * wave, degrees[k]});
    out.insert(out.end(), others.begin(), others.end());
    return out;
}

fast_waves without_unused(fast_waves const& space, fast_waves const& proposed, fast_waves const& before,
                          std::span<double const> theta, double tolerance, std::size_t margin) {
    std::array<double, 2> largest{};  // of the slow functions, and of the fast ones, which are smaller by eps
    for (std::size_t n = 0; n < theta.size(); ++n) {
        double& of_kind = largest[n >= before.degrees[0] && n + 1 < theta.size()];
        of_kind = std::max(of_kind, std::abs(theta[n]));
    }
    fast_waves out = space;
    std::size_t next = 0, multiples = 1;
    for (std::size_t k = 0; k < before.degrees.size(); ++k) {
        std::size_t last = 0;
        bool any = false;
        for (int phase = 0; phase < (k == 0 ? 1 : 2); ++phase)
            for (std::size_t d = k == 0 ? 1 : 0; d <= before.degrees[k]; ++d)
                if (std::abs(theta[next++]) > tolerance * largest[k > 0]) last = std::max(last, d), any = true;
        if (any) multiples = k + 1;
        if (k >= std::min(out.degrees.size(), proposed.degrees.size())) continue;
        std::size_t const unused = std::max(proposed.degrees[k], last) - last;
        std::size_t const kept = std::min(out.degrees[k], last + margin);
        out.degrees[k] = std::max(kept, out.degrees[k] - std::min(out.degrees[k], unused));
    }
    std::size_t const unused = std::max(proposed.degrees.size(), multiples) - multiples;
    out.degrees.resize(std::max(multiples, out.degrees.size() - std::min(out.degrees.size(), unused)));
    return out;
}

std::size_t resolving_points(fast_waves const& space, box const& domain) {
    double number = 0, degree = 0;
    for (modulated_wave const& wave : space.every_wave())
        number = std::max(number, std::abs(wave.number)), degree = std::max(degree, static_cast<double>(wave.degree));
    return static_cast<std::size_t>(std::ceil(1.2 * (number * domain.length(0) / 2 + degree))) + 20;
}

std::vector<double> stratified_points(box const& line, std::size_t count) {
    random_numbers random(5);
    std::vector<double> out;
    for (std::size_t i = 0; i < count; ++i) {
        double const angle = std::numbers::pi * (static_cast<double>(i) + random.unit()) / static_cast<double>(count);
        out.push_back(line.lower(0) + line.length(0) * (1 - std::cos(angle)) / 2);
    }
    return out;
}

linear_space space_of(fast_waves const& space, box const& domain) {
    if (domain.dimension() != 1)
        throw std::invalid_argument(
            fmt::format("fast_waves: the domain has {} axes, expected one", domain.dimension()));
    if (!std::isfinite(space.wave) || space.wave == 0 || space.degrees.empty())
        throw std::invalid_argument(
            fmt::format("fast_waves: wave number {} with {} degrees, expected a finite wave number but 0, and a degree "
                        "for each of its multiples from 0 on",
                        space.wave, space.degrees.size()));
    auto const functions =
        std::make_shared<wave_products const>(domain.lower(0), domain.upper(0), space.every_wave());
    linear_space out;
    out.feed = [functions](network_inputs& to, unknown_table const&, box const&) {
        if (!to.expressions.empty())
            throw std::invalid_argument("collocate: features are given, but fast_waves have no inputs to feed");
        to.space = functions;
    };
    auto const rows = static_cast<std::size_t>(std::ceil(2.2 * static_cast<double>(functions->size() + 1)));
    out.points = chebyshev_points({rows});
    out.text = fmt::format("{} products of slow polynomials and {} multiples of a wave of number {:.6g}",
                           functions->size() + 1, space.degrees.size() - 1, space.wave);
    if (!space.others.empty()) out.text += fmt::format(" and {} other waves", space.others.size());
    out.functions = functions->size() + 1;
    out.random = true;
    out.waves = std::make_shared<fast_waves const>(space);
    return out;
}

}  // namespace lamina
