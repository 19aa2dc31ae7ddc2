#include <lamina/discretise/corners.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <lamina/discretise/corner_reading.hpp>

namespace lamina {

namespace {

using complex = std::complex<double>;

/// Unless it is there
void add(corner_power const& power, std::vector<corner_power>& to) {
    if (std::ranges::none_of(to, [&](corner_power const& other) {
            return other.logs == power.logs && std::abs(other.alpha - power.alpha) < 1e-6 && other.beta == power.beta;
        }))
        to.push_back(power);
}

singular_corner corner_of(corner_reading const& here, sector_problem const& sector, double highest) {
    singular_corner out{here.at(), sector.slope, {}};
    for (complex& slope : out.slope) slope /= here.unit();
    int const families = sector.order / 2;
    bool logs = false;
    for (complex const mu : exponents_of(sector, highest)) {
        bool const integer = mu == std::round(mu.real());
        auto const degree = static_cast<int>(std::round(mu.real()));
        if (integer && (logs || (degree < sector.order && here.takes_polynomials(degree)))) continue;
        logs = logs || integer;
        for (complex const start : {mu, std::conj(mu)}) {
            for (int d = families - 1; mu.real() - families + 1 + d <= highest; ++d)
                for (int j = 0; j <= d; ++j)
                    add({start + static_cast<double>(d - j - families + 1), static_cast<double>(j), integer ? 1 : 0},
                        out.powers);
            if (mu.imag() == 0) break;
        }
    }
    return out;
}

}  // namespace

singular_corners corners_of(generated_problem const& problem, box const& domain, collocation::arguments const& with,
                            double highest) {
    unknown_table const& unknowns = *problem.problem.unknowns;
    singular_corners out;
    if (unknowns.dimension != 2 || unknowns.time || unknowns.size != 1 || unknowns.trained_count > 0 ||
        problem.problem.components != std::vector<int>{1})
        return out;
    for (bool const right : {false, true})
        for (bool const top : {false, true}) {
            corner_reading const here(problem, domain, with, {right, top});
            auto const sector = here.sector();
            if (!sector) continue;
            out.order = sector->order;
            auto found = corner_of(here, *sector, highest);
            if (!found.powers.empty()) out.of.push_back(std::move(found));
        }
    return out;
}

double singular_corners::excess(std::size_t k) const {
    double lowest = order;
    for (corner_power const& power : of[k].powers) lowest = std::min(lowest, power.degree());
    return order - lowest;
}
bool singular_corners::unbounded() const {
    for (std::size_t k = 0; k < of.size(); ++k)
        if (excess(k) > 0) return true;
    return false;
}

}  // namespace lamina
