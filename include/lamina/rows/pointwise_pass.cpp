#include <lamina/rows/pointwise_pass.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace lamina {

namespace {

/// sum[lane] += x[lane] y[lane]
template <class Real>
void add_product(Real const* x, Real const* y, Real* sum) {
    for (std::size_t i = 0; i < line_size<Real>; ++i) sum[i] += x[i] * y[i];
}

}  // namespace

template <class Real>
pointwise_pass<Real>::pointwise_pass(term_functions<Real> term, panel_shape shape, point_data const& data,
                                     std::vector<double> const& constants, combination how)
    : term_(std::move(term)),
      points_(data, shape, term_.rule.weights(), term_.tables, how),
      constants_(constants.begin(), constants.end()) {
    if (constants.size() != term_.constants)
        throw std::invalid_argument("residual_part: constants has " + std::to_string(constants.size()) +
                                    " numbers, expected " + std::to_string(term_.constants));
}

/// work(p, g) for all groups of `panels` panels
template <class Real>
template <class Work>
void pointwise_pass<Real>::each_group(std::size_t panels, Work&& work) const {
    for (std::size_t p = 0; p < panels; ++p)
        for (std::size_t g = 0; g < groups(); ++g) work(p, g);
}

/// u = the variables at a group, the jets from `outputs`
template <class Real>
void pointwise_pass<Real>::gather(aligned_vector<Real> const& outputs, std::size_t p, std::size_t g,
                                  Real const* trained_values, Real* u) const {
    std::size_t const jet = channels() * line;
    for (std::size_t k = 0; k < term_.unknowns; ++k, u += jet) std::copy_n(outputs.data() + output_at(p, k, g), jet, u);
    for (std::size_t j = 0; j < term_.trained; ++j, u += line) std::fill_n(u, line, trained_values[j]);
}

/// The adjoints of the variables at a group to work.adjoint and work.trained_adjoint
template <class Real>
void pointwise_pass<Real>::scatter(Real const* sum, std::size_t p, std::size_t g, jet_workspace<Real>& work) const {
    std::size_t const jet = channels() * line;
    for (std::size_t k = 0; k < term_.unknowns; ++k, sum += jet)
        std::copy_n(sum, jet, work.adjoint.data() + output_at(p, k, g));
    std::copy_n(sum, term_.trained * line, work.trained_adjoint.data() + trained_at(p, g, 0));
}

template <class Real>
void pointwise_pass<Real>::read(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t lane,
                                Real const* trained_values, std::span<double> u) const {
    std::size_t const c = channels();
    for (std::size_t k = 0; k < term_.unknowns; ++k)
        for (std::size_t i = 0; i < c; ++i)
            u[k * c + i] = static_cast<double>(work.values[output_at(p, k, g) + i * line + lane]);
    std::copy_n(trained_values, term_.trained, u.begin() + static_cast<std::ptrdiff_t>(term_.unknowns * c));
}

template <class Real>
void pointwise_pass<Real>::evaluate(point_block<Real> const& block, jet_workspace<Real>& work,
                                    Real const* trained_values, Real* r, row_sums* sums) const {
    Real* const u = work.room(work.term_variables, term_.variables() * line);
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        gather(work.values, p, g, trained_values, u);
        term_.values(constants_.data(), points_.tables(block.first + p, g), u,
                     work.row_values.data() + value_at(p, g, 0));
    });
    rows().apply(block, term_.residuals, work.row_values.data(), r, sums);
}

template <class Real>
void pointwise_pass<Real>::evaluate_tangent(point_block<Real> const& block, jet_workspace<Real>& work,
                                            Real const* trained_values, Real const* trained_direction, Real* r,
                                            row_sums* sums) const {
    std::size_t const n = term_.variables();
    Real* const u = work.room(work.term_variables, 2 * n * line);
    Real* const slopes = work.room(work.term_results, term_.residuals * n * line);
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        gather(work.values, p, g, trained_values, u);
        gather(work.tangent_values, p, g, trained_direction, u + n * line);
        term_.slopes(constants_.data(), points_.tables(block.first + p, g), u, slopes);
        for (std::size_t i = 0; i < term_.residuals; ++i) {
            Real sum[line] = {};
            for (std::size_t k = 0; k < n; ++k) add_product(slopes + (i * n + k) * line, u + (n + k) * line, sum);
            std::copy_n(sum, line, work.row_values.data() + value_at(p, g, i));
        }
    });
    rows().apply(block, term_.residuals, work.row_values.data(), r, sums);
}

template <class Real>
void pointwise_pass<Real>::pull_back(point_block<Real> const& block, jet_workspace<Real>& work,
                                     Real const* trained_values, Real const* scale, Real const* w) const {
    std::size_t const n = term_.variables();
    Real* const u = work.room(work.term_variables, n * line);
    Real* const slopes = work.room(work.term_results, (term_.residuals + 1) * n * line);
    Real* const sum = slopes + term_.residuals * n * line;
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        gather(work.values, p, g, trained_values, u);
        term_.slopes(constants_.data(), points_.tables(block.first + p, g), u, slopes);
        std::fill_n(sum, n * line, Real(0));
        for (std::size_t i = 0; i < term_.residuals; ++i) {
            Real const* const of_rows = w == nullptr ? work.row_values.data() + value_at(p, g, i)
                                                     : w + i * points_.rows() + points_.first_point(block.first + p, g);
            Real adjoint[line];
            rows().transpose(block, p, g, scale[i], of_rows, adjoint);
            for (std::size_t k = 0; k < n; ++k) add_product(adjoint, slopes + (i * n + k) * line, sum + k * line);
        }
        scatter(sum, p, g, work);
    });
}

template <class Real>
void pointwise_pass<Real>::pull_back_tangent(point_block<Real> const& block, jet_workspace<Real>& work,
                                             jet_workspace<Real>& along, Real const* trained_values,
                                             Real const* trained_direction, Real const* scale) const {
    std::size_t const n = term_.variables(), all = term_.residuals * n;
    Real* const u = work.room(work.term_variables, 2 * n * line);
    Real* const slopes = work.room(work.term_results, (2 * all + n) * line);
    Real *const bent = slopes + all * line, *const sum = bent + all * line;
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        gather(work.values, p, g, trained_values, u);
        gather(work.tangent_values, p, g, trained_direction, u + n * line);
        Real const* const tables = points_.tables(block.first + p, g);
        term_.slopes(constants_.data(), tables, u, slopes);
        if (!term_.affine) term_.curvatures(constants_.data(), tables, u, bent);
        std::fill_n(sum, n * line, Real(0));
        for (std::size_t i = 0; i < term_.residuals; ++i) {
            Real adjoint[line];
            if (!rows().open()) {
                rows().transpose(block, p, g, scale[i], along.row_values.data() + value_at(p, g, i), adjoint);
                for (std::size_t k = 0; k < n; ++k) add_product(adjoint, slopes + (i * n + k) * line, sum + k * line);
            }
            if (term_.affine) continue;
            rows().transpose(block, p, g, scale[i], work.row_values.data() + value_at(p, g, i), adjoint);
            for (std::size_t k = 0; k < n; ++k) add_product(adjoint, bent + (i * n + k) * line, sum + k * line);
        }
        scatter(sum, p, g, along);
    });
}

template <class Real>
void pointwise_pass<Real>::pull_back_one(std::size_t residual, point_block<Real> const& block,
                                         jet_workspace<Real>& work, Real const* trained_values) const {
    std::size_t const n = term_.variables();
    Real* const u = work.room(work.term_variables, n * line);
    Real* const slopes = work.room(work.term_results, term_.residuals * n * line);
    Real ones[line];
    std::fill_n(ones, line, Real(1));
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        gather(work.values, p, g, trained_values, u);
        term_.slopes(constants_.data(), points_.tables(block.first + p, g), u, slopes);
        Real* const mine = slopes + residual * n * line;
        Real adjoint[line];
        rows().transpose(block, p, g, Real(1), ones, adjoint);
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t lane = 0; lane < line; ++lane) mine[k * line + lane] *= adjoint[lane];
        scatter(mine, p, g, work);
    });
}

template <class Real>
void pointwise_pass<Real>::trained_gradient(point_block<Real> const& block, jet_workspace<Real> const& work,
                                            Real* gradient) const {
    each_group(block.count, [&](std::size_t p, std::size_t g) {
        for (std::size_t j = 0; j < term_.trained; ++j)
            for (std::size_t lane = 0; lane < line; ++lane)
                gradient[j] += work.trained_adjoint[trained_at(p, g, j) + lane];
    });
}

template <class Real>
void pointwise_pass<Real>::trained_sum(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t j,
                                       Real* sum) const {
    std::fill_n(sum, line, Real(0));
    for (std::size_t q = p; q < p + points_.panels_per_row(); ++q)
        for (std::size_t lane = 0; lane < line; ++lane) sum[lane] += work.trained_adjoint[trained_at(q, g, j) + lane];
}

template class pointwise_pass<double>;
template class pointwise_pass<float>;

}  // namespace lamina
