#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <lamina/kernel/gram_balance.hpp>
#include <lamina/kernel/gram_products.hpp>
#include <lamina/kernel/gram_rows.hpp>
#include <lamina/kernel/jacobian_writer.hpp>
#include <lamina/kernel/jet_networks.hpp>
#include <lamina/kernel/pointwise_pass.hpp>
#include <lamina/kernel/residual_part.hpp>
#include <lamina/kernel/row_jacobian.hpp>
#include <lamina/kernel/term.hpp>

namespace lamina {

/// A Term at points, for a network of the given architecture (see architecture_traits). All its residuals share one
/// pass forward and, for the gradient, one in reverse.
template <residual_term Term, class Architecture, class Real>
class collocated_term : public residual_part<Real> {
public:
    using channels = typename Term::channels;
    using network = jet_networks<channels, Architecture, Real>;
    using pass = pointwise_pass<Term, Real>;
    static constexpr panel_shape shape = pass::shape;
    static constexpr std::size_t residuals = pass::residuals;

    /// `names` of the residuals; all have the weight lambda. Throws std::invalid_argument if the size of an array in
    /// `data`, of `constants` or of `names` is not what Term reads, and for a mean of more than one residual.
    collocated_term(std::vector<std::string> names, point_data const& data, std::vector<double> const& constants = {},
                    combination how = combination::each, double lambda = 1.0)
        : pointwise_(data, constants, how) {
        auto const expect = [](std::string const& what, std::size_t has, char const* of, std::size_t expected) {
            if (has != expected)
                throw std::invalid_argument("collocated_term: " + what + " has " + std::to_string(has) + of +
                                            ", expected " + std::to_string(expected));
        };
        expect("constants", constants.size(), " numbers", static_cast<std::size_t>(Term::constants));
        expect("names", names.size(), " strings", residuals);
        if (how == combination::mean && residuals > 1)
            throw std::invalid_argument("collocated_term: combination::mean of " + std::to_string(residuals) +
                                        " residuals, expected 1");
        for (std::string& name : names) this->blocks.push_back({std::move(name), 0, points().rows(), lambda});
    }
    /// One residual
    collocated_term(std::string name, point_data const& data, std::vector<double> const& constants = {},
                    combination how = combination::each, double lambda = 1.0)
        : collocated_term(std::vector<std::string>{std::move(name)}, data, constants, how, lambda) {}

    [[nodiscard]] point_set<Real> const& points() const override { return pointwise_.points(); }
    [[nodiscard]] std::size_t outputs() const override { return pass::unknowns; }
    [[nodiscard]] std::size_t trained() const override { return pass::trained; }

    void variables(network_layout const& layout, Real const* theta, std::size_t point, jet_workspace<Real>& work,
                   std::span<double> u) const override {
        auto const [panel, group, lane] = points().place_of(point);
        std::size_t const rows = points().panels_per_row(), first = panel / rows * rows;
        network::forward(layout, theta, {points(), first, rows}, work);
        pointwise_.read(work, panel - first, group, lane, theta + layout.parameters(), u);
    }

    void residual(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            pointwise_.evaluate(block, work, theta + layout.parameters());
            pointwise_.finish_rows(block, work, r, sums);
        });
    }

    void tangent(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                 jet_workspace<Real>& work, Real* out, row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward_tangent(layout, theta, direction, block, work);
            pointwise_.evaluate_tangent(block, work, theta + layout.parameters(), direction + layout.parameters());
            pointwise_.finish_rows(block, work, out, sums);
        });
    }

    void pull_back(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                   jet_workspace<Real>& work, row_adjoint kind, Real const* scale, Real const* w, Real* gradient,
                   row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            if (direction == nullptr) {
                network::forward(layout, theta, block, work);
                pointwise_.evaluate(block, work, theta + layout.parameters());
            } else {
                network::forward_tangent(layout, theta, direction, block, work);
                pointwise_.evaluate_tangent(block, work, theta + layout.parameters(), direction + layout.parameters());
            }
            pointwise_.finish_rows(block, work, nullptr, sums);
            pointwise_.pull_back(block, work, theta + layout.parameters(), kind, scale, w);
            network::reverse(layout, theta, block, work,
                             [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                 layer_gradient<shape.columns()>(z, h, C, gradient + layer.weights,
                                                                 gradient + layer.biases);
                             });
            pointwise_.trained_gradient(block, work, gradient + layout.parameters());
        });
    }

    void jacobian(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, Real* j_transposed, std::size_t stride) const override {
        row_sums sums[residuals];
        jacobian_writer<Real> writer(points(), work);
        auto const columns = [&](std::size_t i) {
            return jacobian_columns<Real>(j_transposed + i * points().rows(), layout.parameters() + pass::trained,
                                          stride);
        };
        each_block(panels, panels_per_turn<Real>(layout, shape), [&](point_block<Real> const& block) {
            work.turn_jets();
            network::forward(layout, theta, block, work);
            pointwise_.evaluate(block, work, theta + layout.parameters());
            pointwise_.finish_rows(block, work, r, sums);
            for (std::size_t i = 0; i < residuals; ++i) {
                work.turn_adjoints();
                pointwise_.pull_back_one(i, block, work, theta + layout.parameters());
                network::reverse(layout, theta, block, work,
                                 [&](dense_layer const& layer, panel_block<Real> const& z,
                                     panel_block<Real> const& h) { writer.found({layer, z, h}); });
                writer.go_on(block.first, columns(i), i + 1 == residuals);
                trained_jacobian(block, work, columns(i), layout.parameters());
            }
        });
        writer.finish();
        columns(0).finish();
    }

    void gram_rows(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                   gram_factors<Real>* to) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            for (std::size_t i = 0; i < residuals; ++i) {
                network::forward(layout, theta, block, work);
                pointwise_.pull_back_one(i, block, work, theta + layout.parameters());
                network::reverse(layout, theta, block, work,
                                 [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                     store_factors(z, h, points(), block.first, to[i].at(layer));
                                 });
                each_row_register(points(), block.first, block.count, [&](row_register const& rows) {
                    Real* const at = to[i].trained.group(rows.row / shape.lanes);
                    for (std::size_t j = 0; at != nullptr && j < pass::trained; ++j)
                        pointwise_.trained_sum(work, rows.panel, rows.group, j)
                            .store_aligned(at + j * to[i].trained.row());
                });
            }
        });
    }

    void gram_block(gram_factors<Real> const& x, gram_factors<Real> const& y,
                    gram_target<Real> const& target) const override {
        gram_products(x, y, target);
    }

    void balance(std::span<weighted_rows<Real> const> tables, index_range units, Real* s) const override {
        balance_rows(tables, units, s);
    }

protected:
    static constexpr std::size_t C = shape.channels;

    template <class Work>
    void each_block(network_layout const& layout, index_range panels, Work&& run) const {
        each_block(panels, panels_per_block<Real>(layout, shape), run);
    }
    template <class Work>
    void each_block(index_range panels, std::size_t most, Work&& run) const {
        std::size_t const rows = points().panels_per_row();
        std::size_t const count = (panels.end - panels.begin) / rows, blocks = (count * rows + most - 1) / most;
        for (std::size_t b = 0; b < blocks; ++b) {  // of one size, as the last would else be a small, dear one
            index_range const mine = share(count, b, blocks);
            run(point_block<Real>{points(), panels.begin + mine.begin * rows, (mine.end - mine.begin) * rows});
        }
    }

    /// J^T[first + j][n] = the scaled slope in q_j at row n, summed over the panels of the row
    void trained_jacobian(point_block<Real> const& block, jet_workspace<Real>& work, jacobian_columns<Real> const& to,
                          std::size_t first) const {
        each_row_register(points(), block.first, block.count, [&](row_register const& rows) {
            for (std::size_t j = 0; j < pass::trained; ++j)
                to.store(first + j, rows.row, pointwise_.trained_sum(work, rows.panel, rows.group, j), rows.count);
        });
    }

    pass pointwise_;
};

}  // namespace lamina
