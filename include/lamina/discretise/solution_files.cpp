#include <lamina/discretise/solution_files.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <lamina/report/npz.hpp>
#include <lamina/report/vtk.hpp>
#include <lamina/sample/problem_text.hpp>

namespace lamina {

namespace files {

namespace {

constexpr double version = 1;

std::vector<double> codes_of(std::string const& text) {
    std::vector<double> out;
    for (char const c : text) out.push_back(static_cast<unsigned char>(c));
    return out;
}
std::string text_of_codes(xt::xarray<double> const& codes) {
    std::string out;
    for (double const c : codes) out += static_cast<char>(static_cast<unsigned char>(c));
    return out;
}

/// The equation with what its names stand for
std::string text_of(discretisation const& at, box const& domain) {
    std::string out = text_of_problem(at.problem());
    for (auto const& [name, value] : at.known().parameters) out += fmt::format("{} = {}\n", name, value);
    for (std::size_t i = 0; i < domain.dimension(); ++i)
        out += fmt::format("axis {} from {} to {}\n", i, domain.lower(i), domain.upper(i));
    return out;
}

/// All unknowns, then what they leave of the equations, at 16 points: what other networks, features, coefficients or
/// fields would have otherwise
std::vector<double> sample_of(solved const& of) {
    auto const points = interior_points(of.domain(), lamina::points(16));
    std::vector<double> out;
    for (double const v : of.unknowns(points)) out.push_back(v);
    for (double const v : of.values(of.at().problem().equations, points)) out.push_back(v);
    return out;
}

/// The first line in which they differ
std::string difference(std::string const& in_file, std::string const& in_model) {
    auto const line = [](std::string const& text, std::size_t at) {
        std::size_t const begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        return begin >= text.size() ? std::string("nothing more") : text.substr(begin, text.find('\n', begin) - begin);
    };
    auto const differ = std::ranges::mismatch(in_file, in_model).in1 - in_file.begin();
    auto const at = static_cast<std::size_t>(differ);
    return fmt::format("it has {}, the model has {}", line(in_file, at), line(in_model, at));
}

/// Equispaced points, ends included, last axis fastest: shape (N, D)
std::vector<double> image_points(box const& domain, std::vector<std::size_t> const& counts) {
    std::size_t all = 1;
    for (std::size_t const n : counts) all *= n;
    std::vector<double> out(all * counts.size());
    for (std::size_t p = 0; p < all; ++p)
        for (std::size_t i = counts.size(), rest = p; i-- > 0; rest /= counts[i]) {
            double const along = static_cast<double>(rest % counts[i]) / static_cast<double>(counts[i] - 1);
            out[p * counts.size() + i] = domain.lower(i) + along * domain.length(i);
        }
    return out;
}

std::string axis_name(unknown_table const& unknowns, std::size_t i) {
    if (i == static_cast<std::size_t>(unknowns.dimension)) return "t";
    std::string const position(unknowns.position);
    return unknowns.dimension == 1 ? position : fmt::format("{}[{}]", position, i);
}

}  // namespace

void plot(std::filesystem::path const& path, solved const& of, std::string const& name, lowered_residuals const& values,
          plot_options options) {
    unknown_table const& unknowns = of.at().unknowns();
    box const& domain = of.domain();
    auto const components = static_cast<std::size_t>(values.residuals->size);
    if (domain.dimension() > 2)
        throw std::invalid_argument(
            fmt::format("plot: {} has {} axes, expected one or two; use write_vtk", name, domain.dimension()));
    if (options.x_label.empty()) options.x_label = axis_name(unknowns, 0);
    if (domain.dimension() == 1) {
        auto const x = image_points(domain, {2001});
        auto const u = of.values(values, points_view(x, 1));
        std::vector<curve> curves;
        for (std::size_t k = 0; k < components; ++k) {
            curves.emplace_back(components == 1 ? name : fmt::format("{}[{}]", name, k), x,
                                std::span(u.data() + k * x.size(), x.size()));
        }
        if (options.y_label.empty()) options.y_label = name;
        return lamina::plot(path, curves, options);
    }
    std::size_t const n = 301;
    if (options.y_label.empty()) options.y_label = axis_name(unknowns, 1);
    if (options.title.empty()) options.title = components == 1 ? name : "|" + name + "|";
    auto const at = image_points(domain, {n, n});
    auto const u = of.values(values, points_view(at, 2));
    std::vector<double> shown(n * n, 0.0);
    for (std::size_t p = 0; p < n * n; ++p) {
        if (components == 1) {
            shown[p] = u(0, p);
            continue;
        }
        for (std::size_t k = 0; k < components; ++k) shown[p] += u(k, p) * u(k, p);
        shown[p] = std::sqrt(shown[p]);
    }
    lamina::plot(path, heat_map{n, n, domain.lower(0), domain.upper(0), domain.lower(1), domain.upper(1), shown},
                 options);
}

void write_vtk(std::filesystem::path const& path, solved const& of, std::string const& name,
               lowered_residuals const& values, std::vector<std::size_t> counts) {
    box const& domain = of.domain();
    std::size_t const d = domain.dimension();
    if (counts.empty()) counts.assign(d, d == 1 ? 1001 : d == 2 ? 201 : 65);
    if (counts.size() != d || d > 3)
        throw std::invalid_argument(
            fmt::format("write_vtk: {} counts for {} axes, expected one for each of one to three", counts.size(), d));
    for (std::size_t const n : counts)
        if (n < 2)
            throw std::invalid_argument(fmt::format("write_vtk: {} points along an axis, expected 2 or more", n));
    image_grid grid{counts, {}, {}};
    for (std::size_t i = 0; i < d; ++i) grid.lower.push_back(domain.lower(i)), grid.upper.push_back(domain.upper(i));
    auto const at = image_points(domain, counts);
    auto const u = of.values(values, points_view(at, d));
    lamina::write_vtk(path, grid, {{name, u, static_cast<std::size_t>(values.residuals->size)}});
}

void save(std::filesystem::path const& path, solved const& of) {
    if (!of.at().is_model())
        throw std::invalid_argument(
            "save: a two-scale solution has no parameters of its own; save the solution of the effective problem, and "
            "put both together again with corrected(...)");
    auto const text = codes_of(text_of(of.at(), of.domain()));
    double const of_version[]{version};
    auto const sample = sample_of(of);
    write_npz(path, {{"theta", {of.theta().size()}, of.theta()},
                     {"sample", {sample.size()}, sample},
                     {"equation", {text.size()}, text},
                     {"version", {1}, of_version}});
}

}  // namespace files

solved load_solution(std::filesystem::path const& path, std::shared_ptr<discretisation const> of) {
    using namespace files;
    discretisation const& at = *of;
    auto const arrays = read_npz(path);
    auto const array = [&](char const* name) -> xt::xarray<double> const& {
        auto const found = arrays.find(name);
        if (found == arrays.end())
            throw std::invalid_argument(
                fmt::format("load: {} has no array {}, expected a file that save has written", path.string(), name));
        return found->second;
    };
    if (array("version").size() != 1 || array("version").flat(0) != version)
        throw std::invalid_argument(fmt::format("load: {} is of another version, expected {}", path.string(), version));
    std::string const in_file = text_of_codes(array("equation")), in_model = text_of(at, at.domain());
    if (in_file != in_model)
        throw std::invalid_argument(
            fmt::format("load: {} is of another equation: {}", path.string(), difference(in_file, in_model)));
    auto const& theta = array("theta");
    if (theta.size() != at.parameters())
        throw std::invalid_argument(fmt::format("load: {} has {} parameters, expected the {} of the model",
                                                path.string(), theta.size(), at.parameters()));
    solved out(std::move(of), {theta.begin(), theta.end()});
    auto const here = sample_of(out);
    auto const& there = array("sample");
    double size = 0, apart = here.size() == there.size() ? 0 : INFINITY;
    for (std::size_t k = 0; k < here.size() && k < there.size(); ++k) {
        size = std::max(size, std::abs(there.flat(k)));
        apart = std::max(apart, std::abs(here[k] - there.flat(k)));
    }
    if (!(apart <= 1e-9 * size))
        throw std::invalid_argument(
            fmt::format("load: {} has other values at sample points than the model with its parameters: they are of "
                        "another network, of other features, or the equation has other coefficients or fields",
                        path.string()));
    return out;
}

}  // namespace lamina
