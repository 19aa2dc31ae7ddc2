#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <lamina/kernel/gram_products.hpp>
#include <lamina/kernel/gram_rows.hpp>
#include <lamina/kernel/jet_networks.hpp>
#include <lamina/kernel/residual_part.hpp>
#include <lamina/kernel/row_jacobian.hpp>
#include <lamina/kernel/term.hpp>

namespace lamina {

/// A Term at points, for a network of the given architecture (see architecture_traits).
template <residual_term Term, class Architecture, class Real>
class collocated_term final : public residual_part<Real> {
public:
    using channels = typename Term::channels;
    using network = jet_networks<channels, Architecture, Real>;
    static constexpr panel_shape shape = panel_of<channels, Real>;

    /// Throws std::invalid_argument if the size of an array in `data` or of `constants` is not what Term reads.
    collocated_term(std::string name, point_data const& data, std::vector<double> const& constants = {},
                    combination how = combination::each, double lambda = 1.0)
        : points_(data, shape, static_cast<std::size_t>(channels::weights),
                  static_cast<std::size_t>(Term::tables), how),
          constants_(constants.begin(), constants.end()) {
        if (constants.size() != static_cast<std::size_t>(Term::constants))
            throw std::invalid_argument("collocated_term: constants has " + std::to_string(constants.size()) +
                                        " numbers, expected " + std::to_string(Term::constants));
        this->rows = {std::move(name), 0, points_.rows(), lambda};
    }

    [[nodiscard]] point_set<Real> const& points() const override { return points_; }
    [[nodiscard]] std::size_t outputs() const override { return unknowns; }
    [[nodiscard]] std::size_t trained() const override { return trained_count; }

    row_sums residual(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                      Real* r) const override {
        row_sums sums;
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate<false>(block, work, theta + layout.parameters());
            finish_rows(block, work, r, sums);
        });
        return sums;
    }

    row_sums tangent(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                     jet_workspace<Real>& work, Real* out) const override {
        row_sums sums;
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward_tangent(layout, theta, direction, block, work);
            evaluate<true>(block, work, theta + layout.parameters());
            contract_tangent(block, work, direction + layout.parameters());
            finish_rows(block, work, out, sums);
        });
        return sums;
    }

    row_sums pull_back(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                       row_adjoint kind, Real scale, Real const* w, Real* gradient) const override {
        row_sums sums;
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate<true>(block, work, theta + layout.parameters());
            finish_rows(block, work, nullptr, sums);
            scale_adjoint(block, work, [&](std::size_t p, std::size_t g, std::size_t lane) {
                if (kind == row_adjoint::uniform) return scale;
                if (kind == row_adjoint::given) return scale * w[points_.first_point(p, g) + lane];
                return scale * value_at(block, work, p - block.first, g)[lane];
            });
            network::reverse(layout, theta, block, work,
                             [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                 weight_gradient(z, h, gradient + layer.weights);
                                 bias_gradient(z, C, gradient + layer.biases);
                             });
            trained_gradient(block, work, gradient + layout.parameters());
        });
        return sums;
    }

    void jacobian(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, Real* j_transposed, std::size_t stride) const override {
        row_sums sums;
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate<true>(block, work, theta + layout.parameters());
            finish_rows(block, work, r, sums);
            scale_adjoint(block, work, [](std::size_t, std::size_t, std::size_t) { return Real(1); });
            network::reverse(layout, theta, block, work,
                             [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                 weight_jacobian<C>(z, h, points_, block.first,
                                                                    j_transposed + layer.weights * stride, stride);
                                 bias_jacobian<C>(z, points_, block.first,
                                                                  j_transposed + layer.biases * stride, stride);
                             });
            trained_jacobian(block, work, j_transposed + layout.parameters() * stride, stride);
        });
    }

    void gram_rows(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                   gram_factors<Real>& to) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate<true>(block, work, theta + layout.parameters());
            scale_adjoint(block, work, [](std::size_t, std::size_t, std::size_t) { return Real(1); });
            network::reverse(layout, theta, block, work,
                             [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                 store_factors(z, h, points_, block.first, to.at(layer));
                             });
            each_row_register(points_, block.first, block.count, [&](std::size_t p, std::size_t g, std::size_t i) {
                Real* const at = to.trained.group(i);
                for (std::size_t j = 0; at != nullptr && j < trained_count; ++j)
                    trained_sum(work, p, g, j).store_aligned(at + j * to.trained.row());
            });
        });
    }

    void gram_block(gram_factors<Real> const& x, gram_factors<Real> const& y,
                    gram_target<Real> const& target) const override {
        gram_products(x, y, target);
    }

private:
    using V = lanes<Real>;
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t unknowns = static_cast<std::size_t>(Term::unknowns);
    static constexpr std::size_t tables = static_cast<std::size_t>(Term::tables);
    static constexpr std::size_t trained_count = static_cast<std::size_t>(Term::trained);
    static constexpr std::size_t C = shape.channels;
    static constexpr std::size_t groups = shape.groups;

    template <class Work>
    void each_block(network_layout const& layout, index_range panels, Work&& run) const {
        std::size_t const most = panels_per_block<Real>(layout, shape), rows = points_.panels_per_row();
        std::size_t const count = (panels.end - panels.begin) / rows, blocks = (count * rows + most - 1) / most;
        for (std::size_t b = 0; b < blocks; ++b) {  // of one size, as the last would else be a small, dear one
            index_range const mine = share(count, b, blocks);
            run(point_block<Real>{points_, panels.begin + mine.begin * rows, (mine.end - mine.begin) * rows});
        }
    }

    /// F at the points of a group in the block: [panel][group][lane].
    static Real* value_at(point_block<Real> const&, jet_workspace<Real>& work, std::size_t p, std::size_t g) {
        return work.row_values.data() + (p * groups + g) * L;
    }
    /// Offset of an unknown's jet at a group of the block's outputs.
    static std::size_t output_at(std::size_t p, std::size_t unknown, std::size_t g) {
        return (p * unknowns + unknown) * shape.row() + g * C * L;
    }
    /// Whether F at a panel enters its row with a minus sign.
    [[nodiscard]] bool subtracted(point_block<Real> const& block, std::size_t p) const {
        return (block.first + p) % points_.panels_per_row() == 1;
    }

    /// dF/dq_j at a group of the block: [panel][group][trained parameter][lane]
    static Real* trained_slope(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t j) {
        return work.trained_adjoint.data() + ((p * groups + g) * trained_count + j) * L;
    }

    /// work.row_values = F with its sign in the row; with Slopes also work.adjoint = dF/du with that sign.
    template <bool Slopes>
    void evaluate(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                V u[unknowns * C + trained_count], table[tables + 1];
                for (std::size_t i = 0; i < unknowns; ++i)
                    for (std::size_t c = 0; c < C; ++c)
                        u[i * C + c] = V::load_aligned(work.values.data() + output_at(p, i, g) + c * L);
                for (std::size_t j = 0; j < trained_count; ++j) u[unknowns * C + j] = V(trained_values[j]);
                Real const* const from = points_.tables(block.first + p, g);
                for (std::size_t i = 0; i < tables; ++i) table[i] = V::load_aligned(from + i * L);
                V const sign(subtracted(block, p) ? Real(-1) : Real(1));
                (sign * Term::template value<V, Real>(constants_.data(), table, u))
                    .store_aligned(value_at(block, work, p, g));
                if constexpr (Slopes) {
                    V du[unknowns * C + trained_count];
                    Term::template gradient<V, Real>(constants_.data(), table, u, du);
                    for (std::size_t i = 0; i < unknowns; ++i)
                        for (std::size_t c = 0; c < C; ++c)
                            (sign * du[i * C + c]).store_aligned(work.adjoint.data() + output_at(p, i, g) + c * L);
                    for (std::size_t j = 0; j < trained_count; ++j)
                        (sign * du[unknowns * C + j]).store_aligned(trained_slope(work, p, g, j));
                }
            }
    }

    /// work.row_values = dF/du . du + dF/dq . dq, from work.adjoint and work.tangent_values.
    void contract_tangent(point_block<Real> const& block, jet_workspace<Real>& work,
                          [[maybe_unused]] Real const* trained_direction) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                V sum(Real(0));
                for (std::size_t i = 0; i < unknowns; ++i)
                    for (std::size_t at = output_at(p, i, g), c = 0; c < C; ++c, at += L)
                        sum = xsimd::fma(V::load_aligned(work.adjoint.data() + at),
                                         V::load_aligned(work.tangent_values.data() + at), sum);
                for (std::size_t j = 0; j < trained_count; ++j)
                    sum = xsimd::fma(V::load_aligned(trained_slope(work, p, g, j)), V(trained_direction[j]), sum);
                sum.store_aligned(value_at(block, work, p, g));
            }
    }

    /// Adds the panels of each row, in all of them; writes the rows to r (unless null or one mean), and sums them.
    void finish_rows(point_block<Real> const& block, jet_workspace<Real>& work, Real* r, row_sums& sums) const {
        std::size_t const per_row = points_.panels_per_row();
        for (std::size_t p = 0; p < block.count; p += per_row)
            for (std::size_t g = 0; g < groups; ++g) {
                Real* const value = value_at(block, work, p, g);
                if (per_row == 2) {
                    Real* const other = value_at(block, work, p + 1, g);
                    for (std::size_t lane = 0; lane < L; ++lane) other[lane] = value[lane] += other[lane];
                }
                std::size_t const row = points_.first_point(block.first + p, g);
                std::size_t const valid = points_.valid_lanes(block.first + p, g);
                for (std::size_t lane = 0; lane < valid; ++lane) {
                    double const v = value[lane];
                    sums.value += v;
                    sums.square += v * v;
                    if (r != nullptr && points_.how() != combination::mean) r[row + lane] = value[lane];
                }
            }
    }

    /// work.adjoint *= weight(panel, group, lane), and 0 in lanes that hold no point of their own.
    template <class Weight>
    void scale_adjoint(point_block<Real> const& block, jet_workspace<Real>& work, Weight&& weight) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                alignas(cache_line) Real factor[L] = {};
                std::size_t const valid = points_.valid_lanes(block.first + p, g);
                for (std::size_t lane = 0; lane < valid; ++lane) factor[lane] = weight(block.first + p, g, lane);
                V const f = V::load_aligned(factor);
                for (std::size_t i = 0; i < unknowns; ++i)
                    for (std::size_t at = output_at(p, i, g), c = 0; c < C; ++c, at += L) {
                        Real* const to = work.adjoint.data() + at;
                        (f * V::load_aligned(to)).store_aligned(to);
                    }
                for (std::size_t j = 0; j < trained_count; ++j) {
                    Real* const to = trained_slope(work, p, g, j);
                    (f * V::load_aligned(to)).store_aligned(to);
                }
            }
    }

    /// gradient[j] += sum over the block of the scaled dF/dq_j
    void trained_gradient(point_block<Real> const& block, jet_workspace<Real>& work, Real* gradient) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g)
                for (std::size_t j = 0; j < trained_count; ++j)
                    for (std::size_t lane = 0; lane < L; ++lane) gradient[j] += trained_slope(work, p, g, j)[lane];
    }

    /// The scaled dF/dq_j of a row whose first panel is p.
    V trained_sum(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t j) const {
        V sum(Real(0));
        for (std::size_t q = p; q < p + points_.panels_per_row(); ++q)
            sum += V::load_aligned(trained_slope(work, q, g, j));
        return sum;
    }

    /// to[j * stride + n] = the scaled dF/dq_j at row n, summed over the panels of the row
    void trained_jacobian(point_block<Real> const& block, jet_workspace<Real>& work, Real* to,
                          std::size_t stride) const {
        std::size_t const per_row = points_.panels_per_row();
        for (std::size_t p = 0; p < block.count; p += per_row)
            for (std::size_t g = 0; g < groups; ++g)
                for (std::size_t j = 0; j < trained_count; ++j)
                    store_lanes(trained_sum(work, p, g, j), to + j * stride + points_.first_point(block.first + p, g),
                                points_.valid_lanes(block.first + p, g));
    }

    point_set<Real> points_;
    std::vector<Real> constants_;
};

}  // namespace lamina
