#include <lamina/sample/contradictions.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/print/text.hpp>
#include <lamina/sample/affine_form.hpp>

namespace lamina {

namespace {

constexpr double resolution = 1e-9;

/// b / a where the slopes are b = ratio a, else NaN
double ratio_of(std::map<std::string, double> const& a, std::map<std::string, double> const& b) {
    double const ratio = b.begin()->second / a.begin()->second;
    bool const parallel =
        a.size() == b.size() && std::ranges::equal(a, b, [&](auto const& p, auto const& q) {
            return p.first == q.first && std::abs(q.second - ratio * p.second) <= 1e-12 * std::abs(q.second);
        });
    return parallel ? ratio : NAN;
}

}  // namespace

std::vector<long> contradictions::key_of(std::span<double const> x) const {
    std::vector<long> key;
    for (std::size_t i = 0; i < domain_->dimension(); ++i)
        key.push_back(std::lround((x[i] - domain_->lower(i)) / domain_->length(i) / resolution));
    return key;
}

std::string contradictions::place_of(std::vector<long> const& key) const {
    std::vector<std::string> x;
    for (std::size_t i = 0; i < key.size(); ++i)
        x.push_back(
            fmt::format("{:.6g}", domain_->lower(i) + static_cast<double>(key[i]) * resolution * domain_->length(i)));
    std::string const time = unknowns_->time ? ", t = " + x.back() : "";
    if (unknowns_->time) x.pop_back();
    std::string const space = fmt::format("{}", fmt::join(x, ", "));
    return fmt::format("{} = {}{}", unknowns_->position, x.size() == 1 ? space : "(" + space + ")", time);
}

void contradictions::add(std::string const& name, graph::arena& g, graph::id_list const& residuals,
                         point_frame const& frame, std::vector<double> const& points) {
    std::size_t const count = points.size() / frame.size();
    for (int i = 0; i < residuals.size; ++i) {
        affine_form const form = affine_form_of(g, residuals[i], *unknowns_);
        if (!form.holds) continue;
        auto const jets = static_cast<std::size_t>(form.jets.size);
        auto const values = tabulate(g, form.roots(), points, frame, *known_);
        for (std::size_t p = 0; p < count; ++p) {
            statement said{name, "", {}, -values[jets * count + p]};
            for (std::size_t k = 0; k < jets; ++k)
                if (double const slope = values[k * count + p]; slope != 0)
                    said.slope[to_text(g, form.jets[static_cast<int>(k)])] = slope;
            if (said.slope.empty()) continue;
            if (said.slope.size() == 1) said.value /= std::exchange(said.slope.begin()->second, 1.0);
            for (auto const& [jet, slope] : said.slope)
                said.jet +=
                    (said.jet.empty() ? "" : " + ") + (slope == 1 ? jet : fmt::format("{:.6g} * {}", slope, jet));
            at_[key_of(std::span(points).subspan(p * frame.size(), frame.axes()))].push_back(std::move(said));
        }
    }
}

std::string no_solution(std::string const& unknown, double mean) {
    return fmt::format(
        "no {0} solves its equation with conditions on fluxes or periods alone: the mean of left - right "
        "is {1:.6g} for every {0}, expected 0; what is found is a least-squares function",
        unknown, mean);
}

std::vector<std::string> contradictions::found() const {
    double largest = 0;
    for (auto const& [key, all] : at_)
        for (statement const& one : all) largest = std::max(largest, std::abs(one.value));
    std::set<std::pair<std::string, std::string>> told;
    std::vector<std::string> out;
    for (auto const& [key, all] : at_)
        for (std::size_t j = 0; j < all.size(); ++j)
            for (std::size_t i = 0; i < j; ++i) {
                statement const &a = all[i], &b = all[j];
                double const ratio = ratio_of(a.slope, b.slope);
                if (!(std::abs(b.value - ratio * a.value) > 1e-8 * largest * std::max(1.0, std::abs(ratio)))) continue;
                if (!told.insert({a.name, b.name}).second) continue;
                out.push_back(fmt::format("{} asks for {} = {:.6g} and {} for {} = {:.6g} at {}", a.name, a.jet,
                                          a.value, a.name == b.name ? "again" : b.name, b.jet, b.value, place_of(key)));
            }
    return out;
}

}  // namespace lamina
