#include <lamina/rows/residual_part.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <lamina/passes/row_register.hpp>

namespace lamina {

namespace {

/// Copies the jets of a block at a layer, or their adjoints, to their rows of a table.
template <class Real>
void copy_jets(panel_block<Real> const& from, point_set<Real> const& points, std::size_t first, gram_table<Real>& to) {
    std::size_t const per_row = points.panels_per_row(), size = points.shape().channels * to.lanes;
    each_row_register(points, first, from.panels, [&](row_register const& rows) {
        Real* const at = to.group(rows.row / to.lanes);
        if (at == nullptr) return;
        for (std::size_t q = 0; q < per_row; ++q)
            for (std::size_t u = 0; u < from.units; ++u)
                std::copy_n(from.at(rows.panel + q, u) + rows.group * size, size, at + u * to.row() + q * size);
    });
}

}  // namespace

template <class Real>
residual_part<Real>::residual_part(term_functions<Real> term, std::vector<std::string> names, point_data const& data,
                                   std::vector<double> const& constants, combination how, double lambda)
    : passes_(term.rule), pointwise_(std::move(term), passes_.shape(), data, constants, how) {
    if (names.size() != this->term().residuals)
        throw std::invalid_argument("residual_part: names has " + std::to_string(names.size()) + " strings, expected " +
                                    std::to_string(this->term().residuals));
    if (how == combination::mean && names.size() > 1)
        throw std::invalid_argument("residual_part: combination::mean of " + std::to_string(names.size()) +
                                    " residuals, expected 1");
    if (std::size_t const given = points().given_outputs(); given != 0 && given != outputs())
        throw std::invalid_argument("residual_part: given for " + std::to_string(given) + " outputs, expected " +
                                    std::to_string(outputs()));
    for (std::string& name : names) blocks.push_back({std::move(name), 0, points().rows(), lambda});
}

/// run(block) for all panels of a range, in blocks of one size: the last would else be a small one, which costs more a
/// point.
template <class Real>
template <class Work>
void residual_part<Real>::each_block(network_layout const& layout, index_range panels, Work&& run) const {
    std::size_t const most = panels_per_block<Real>(layout, passes_.shape()), rows = points().panels_per_row();
    std::size_t const count = (panels.end - panels.begin) / rows, blocks = (count * rows + most - 1) / most;
    for (std::size_t b = 0; b < blocks; ++b) {
        index_range const mine = share(count, b, blocks);
        run(point_block<Real>{points(), panels.begin + mine.begin * rows, (mine.end - mine.begin) * rows});
    }
}

template <class Real>
void residual_part<Real>::forward(network_layout const& layout, Real const* theta, point_block<Real> const& block,
                                  jet_workspace<Real>& work) const {
    passes_.forward(layout, theta, block, work);
    points().add_given(block.first, block.count, work.values.data());
}

template <class Real>
void residual_part<Real>::forward_tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                          point_block<Real> const& block, jet_workspace<Real>& work) const {
    passes_.forward_tangent(layout, theta, direction, block, work);
    points().add_given(block.first, block.count, work.values.data());
}

template <class Real>
void residual_part<Real>::variables(network_layout const& layout, Real const* theta, std::size_t point,
                                    jet_workspace<Real>& work, std::span<double> u) const {
    auto const [panel, group, lane] = points().place_of(point);
    std::size_t const rows = points().panels_per_row(), first = panel / rows * rows;
    forward(layout, theta, {points(), first, rows}, work);
    pointwise_.read(work, panel - first, group, lane, theta + layout.parameters(), u);
}

template <class Real>
void residual_part<Real>::residual(network_layout const& layout, Real const* theta, index_range panels,
                                   jet_workspace<Real>& work, Real* r, row_sums* sums) const {
    each_block(layout, panels, [&](point_block<Real> const& block) {
        forward(layout, theta, block, work);
        pointwise_.evaluate(block, work, theta + layout.parameters(), r, sums);
    });
}

template <class Real>
void residual_part<Real>::tangent(network_layout const& layout, Real const* theta, Real const* direction,
                                  index_range panels, jet_workspace<Real>& work, Real* out, row_sums* sums) const {
    each_block(layout, panels, [&](point_block<Real> const& block) {
        forward_tangent(layout, theta, direction, block, work);
        pointwise_.evaluate_tangent(block, work, theta + layout.parameters(), direction + layout.parameters(), out,
                                    sums);
    });
}

template <class Real>
void residual_part<Real>::pull_back(network_layout const& layout, Real const* theta, Real const* direction,
                                    index_range panels, jet_workspace<Real>& work, Real const* scale, Real const* w,
                                    Real* gradient, row_sums* sums) const {
    Real const* const trained_values = theta + layout.parameters();
    each_block(layout, panels, [&](point_block<Real> const& block) {
        if (direction == nullptr) {
            forward(layout, theta, block, work);
            pointwise_.evaluate(block, work, trained_values, nullptr, sums);
        } else {
            forward_tangent(layout, theta, direction, block, work);
            pointwise_.evaluate_tangent(block, work, trained_values, direction + layout.parameters(), nullptr, sums);
        }
        pointwise_.pull_back(block, work, trained_values, scale, w);
        passes_.reverse(layout, theta, block, work,
                        [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                            passes_.run().layer_gradient(z, h, passes_.rule().channels(), gradient + layer.weights,
                                                         gradient + layer.biases);
                        });
        pointwise_.trained_gradient(block, work, gradient + layout.parameters());
    });
}

template <class Real>
void residual_part<Real>::curvature(network_layout const& layout, Real const* theta, Real const* direction,
                                    index_range panels, jet_workspace<Real>& work, jet_workspace<Real>& along,
                                    Real const* scale, Real* product, row_sums* sums) const {
    if (!term().affine && term().curvatures == nullptr)
        throw std::invalid_argument("hessian_times: the rows of " + blocks.front().name +
                                    " have no second derivatives: pass second_derivatives to collocate");
    Real const *const trained_values = theta + layout.parameters(), *const trained_direction =
                                                                        direction + layout.parameters();
    std::vector<row_sums> of_tangent(term().residuals);
    each_block(layout, panels, [&](point_block<Real> const& block) {
        forward(layout, theta, block, work);
        pointwise_.evaluate(block, work, trained_values, nullptr, sums);
        passes_.curvature_tangent(layout, theta, direction, block, work, along);
        std::swap(work.row_values, along.row_values);
        pointwise_.evaluate_tangent(block, work, trained_values, trained_direction, nullptr, of_tangent.data());
        std::swap(work.row_values, along.row_values);
        pointwise_.pull_back(block, work, trained_values, scale, nullptr);
        pointwise_.pull_back_tangent(block, work, along, trained_values, trained_direction, scale);
        passes_.curvature_reverse(layout, theta, direction, block, work, along, product);
        pointwise_.trained_gradient(block, along, product + layout.parameters());
    });
}

template <class Real>
void residual_part<Real>::jacobian(network_layout const& layout, Real const* theta, index_range panels,
                                   jet_workspace<Real>& work, Real* r, Real* j_transposed, std::size_t stride,
                                   Real* open, row_sums* sums) const {
    Real const one = 1;
    if (rows().open()) return pull_back(layout, theta, nullptr, panels, work, &one, nullptr, open, sums);
    std::size_t const parameters = layout.parameters() + trained();
    each_block(layout, panels, [&](point_block<Real> const& block) {
        forward(layout, theta, block, work);
        pointwise_.evaluate(block, work, theta + layout.parameters(), r, sums);
        for (std::size_t i = 0; i < term().residuals; ++i) {
            pointwise_.pull_back_one(i, block, work, theta + layout.parameters());
            Real* const to = j_transposed + i * points().rows();
            passes_.reverse(
                layout, theta, block, work,
                [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                    passes_.run().layer_jacobian({layer, z, h}, points(), block.first, {to, stride, parameters});
                },
                i + 1 < term().residuals);
            each_row_register(points(), block.first, block.count, [&](row_register const& rows) {
                Real sum[line_size<Real>];
                for (std::size_t j = 0; j < trained(); ++j) {
                    pointwise_.trained_sum(work, rows.panel, rows.group, j, sum);
                    std::copy_n(sum, rows.count, to + (layout.parameters() + j) * stride + rows.row);
                }
            });
        }
    });
    passes_.run().finish_jacobian();
}

template <class Real>
void residual_part<Real>::gram_rows(network_layout const& layout, Real const* theta, index_range panels,
                                    jet_workspace<Real>& work, gram_factors<Real>* to) const {
    if (rows().closed() == 0) return;
    each_block(layout, panels, [&](point_block<Real> const& block) {
        forward(layout, theta, block, work);
        for (std::size_t i = 0; i < term().residuals; ++i) {
            pointwise_.pull_back_one(i, block, work, theta + layout.parameters());
            passes_.reverse(
                layout, theta, block, work,
                [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                    typename gram_factors<Real>::layer& tables = to[i].at(layer);
                    if (tables.adjoint.units > 0) {
                        copy_jets(z, points(), block.first, tables.adjoint);
                        copy_jets(h, points(), block.first, tables.input);
                    }
                    if (tables.rows.units > 0) passes_.run().row_factors(z, h, points(), block.first, tables.rows);
                },
                i + 1 < term().residuals);
            each_row_register(points(), block.first, block.count, [&](row_register const& rows) {
                Real* const at = to[i].trained.group(rows.row / line_size<Real>);
                for (std::size_t j = 0; at != nullptr && j < trained(); ++j)
                    pointwise_.trained_sum(work, rows.panel, rows.group, j, at + j * to[i].trained.row());
            });
        }
    });
}

template class residual_part<double>;
template class residual_part<float>;

}  // namespace lamina
