#pragma once

#include <filesystem>
#include <vector>

#include <lamina/discretise/solution.hpp>
#include <lamina/report/plot.hpp>

/// Solutions as pictures and files.
namespace lamina {

namespace files {

void plot(std::filesystem::path const& path, solved const& of, std::string const& name, lowered_residuals const& values,
          plot_options options);
void write_vtk(std::filesystem::path const& path, solved const& of, std::string const& name,
               lowered_residuals const& values, std::vector<std::size_t> counts);
void save(std::filesystem::path const& path, solved const& of);

}  // namespace files

/// Draws the first unknown: over one axis a curve of each component, over two a heat map, of a vector its length.
/// Without a title it has the unknown's name, axes have those of the coordinates. Throws std::invalid_argument for more
/// than two axes, and as plot.hpp says.
template <class Problem>
void plot(std::filesystem::path const& path, solution_t<Problem> const& of, plot_options options = {}) {
    files::plot(path, of.untyped(), of.name(), lowered_residuals_of(value_residual<Problem>{}), std::move(options));
}

/// Writes the first unknown at counts[i] equispaced points along each of one to three axes, faces included, for
/// ParaView; without counts 1001, 201 or 65 along each. Throws as write_vtk of vtk.hpp.
template <class Problem>
void write_vtk(std::filesystem::path const& path, solution_t<Problem> const& of, std::vector<std::size_t> counts = {}) {
    files::write_vtk(path, of.untyped(), of.name(), lowered_residuals_of(value_residual<Problem>{}), std::move(counts));
}

/// Writes an archive for numpy.load (npz.hpp): theta, the equation and its conditions as they read with the values of
/// parameters, and a version, texts as arrays of character codes. Throws std::invalid_argument for a two-scale solution
/// (corrected.hpp).
template <class Problem>
void save(std::filesystem::path const& path, solution_t<Problem> const& of) {
    files::save(path, of.untyped());
}

/// The solution before the file: refused
template <class Problem, class... More>
auto plot(solution_t<Problem> const&, More const&...) {
    return reject::refused_call<"plot(u_h, ...): the file comes first; write plot(\"u.png\", u_h)", Problem>();
}
template <class Problem, class... More>
auto write_vtk(solution_t<Problem> const&, More const&...) {
    return reject::refused_call<"write_vtk(u_h, ...): the file comes first; write write_vtk(\"u.vtk\", u_h)",
                                Problem>();
}
template <class Problem, class... More>
auto save(solution_t<Problem> const&, More const&...) {
    return reject::refused_call<"save(u_h, ...): the file comes first; write save(\"u.npz\", u_h)", Problem>();
}

/// The solution in such a file, for the model that it was of: see collocated_problem::load
solved load_solution(std::filesystem::path const& path, std::shared_ptr<discretisation const> of);

}  // namespace lamina
