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

/// A Term at points, for a network of the given architecture (see architecture_traits). All its residuals share one
/// pass forward and, for the gradient, one in reverse.
template <residual_term Term, class Architecture, class Real>
class collocated_term final : public residual_part<Real> {
public:
    using channels = typename Term::channels;
    using network = jet_networks<channels, Architecture, Real>;
    static constexpr panel_shape shape = panel_of<channels, Real>;
    static constexpr std::size_t residuals = residuals_of<Term>;

    /// `names` of the residuals; all have the weight lambda. Throws std::invalid_argument if the size of an array in
    /// `data`, of `constants` or of `names` is not what Term reads, and for a mean of more than one residual.
    collocated_term(std::vector<std::string> names, point_data const& data, std::vector<double> const& constants = {},
                    combination how = combination::each, double lambda = 1.0)
        : points_(data, shape, static_cast<std::size_t>(channels::weights),
                  static_cast<std::size_t>(Term::tables), how),
          constants_(constants.begin(), constants.end()) {
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
        for (std::string& name : names) this->blocks.push_back({std::move(name), 0, points_.rows(), lambda});
    }
    /// One residual
    collocated_term(std::string name, point_data const& data, std::vector<double> const& constants = {},
                    combination how = combination::each, double lambda = 1.0)
        : collocated_term(std::vector<std::string>{std::move(name)}, data, constants, how, lambda) {}

    [[nodiscard]] point_set<Real> const& points() const override { return points_; }
    [[nodiscard]] std::size_t outputs() const override { return unknowns; }
    [[nodiscard]] std::size_t trained() const override { return trained_count; }

    void residual(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate(block, work, theta + layout.parameters());
            finish_rows(block, work, r, sums);
        });
    }

    void tangent(network_layout const& layout, Real const* theta, Real const* direction, index_range panels,
                 jet_workspace<Real>& work, Real* out, row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward_tangent(layout, theta, direction, block, work);
            evaluate_tangent(block, work, theta + layout.parameters(), direction + layout.parameters(), every{});
            finish_rows(block, work, out, sums);
        });
    }

    void pull_back(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                   row_adjoint kind, Real const* scale, Real const* w, Real* gradient, row_sums* sums) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            network::forward(layout, theta, block, work);
            evaluate(block, work, theta + layout.parameters());
            finish_rows(block, work, nullptr, sums);
            auto const weight = [&](std::size_t i, std::size_t p, std::size_t g, std::size_t lane) {
                if (kind == row_adjoint::uniform) return scale[i];
                if (kind == row_adjoint::residual) return scale[i] * value_at(work, p, g, i)[lane];
                return scale[i] * w[i * points_.rows() + points_.first_point(block.first + p, g) + lane];
            };
            pull_to_outputs(block, work, theta + layout.parameters(), weight, every{});
            network::reverse(layout, theta, block, work,
                             [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                 weight_gradient(z, h, gradient + layer.weights);
                                 bias_gradient(z, C, gradient + layer.biases);
                             });
            trained_gradient(block, work, gradient + layout.parameters());
        });
    }

    void jacobian(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                  Real* r, Real* j_transposed, std::size_t stride) const override {
        row_sums sums[residuals];
        for (std::size_t i = 0; i < residuals; ++i) {  // residuals outermost: long runs for each parameter
            jacobian_columns<Real> const to(j_transposed + i * points_.rows(), layout.parameters() + trained_count,
                                            stride);
            each_block(layout, panels, [&](point_block<Real> const& block) {
                network::forward(layout, theta, block, work);  // the pass in reverse may have used up the last one
                if (i == 0) {
                    evaluate(block, work, theta + layout.parameters());
                    finish_rows(block, work, r, sums);
                }
                pull_one_to_outputs(i, block, work, theta + layout.parameters(), every{});
                network::reverse(layout, theta, block, work,
                                 [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                     weight_jacobian<C>(z, h, points_, block.first, to, layer.weights);
                                     bias_jacobian<C>(z, points_, block.first, to, layer.biases);
                                 });
                trained_jacobian(block, work, to, layout.parameters());
            });
            to.finish();
        }
    }

    void gram_rows(network_layout const& layout, Real const* theta, index_range panels, jet_workspace<Real>& work,
                   gram_factors<Real>* to) const override {
        each_block(layout, panels, [&](point_block<Real> const& block) {
            for (std::size_t i = 0; i < residuals; ++i) {
                network::forward(layout, theta, block, work);
                pull_one_to_outputs(i, block, work, theta + layout.parameters(), every{});
                network::reverse(layout, theta, block, work,
                                 [&](dense_layer const& layer, panel_block<Real> const& z, panel_block<Real> const& h) {
                                     store_factors(z, h, points_, block.first, to[i].at(layer));
                                 });
                each_row_register(points_, block.first, block.count, [&](std::size_t p, std::size_t g, std::size_t k) {
                    Real* const at = to[i].trained.group(k);
                    for (std::size_t j = 0; at != nullptr && j < trained_count; ++j)
                        trained_sum(work, p, g, j).store_aligned(at + j * to[i].trained.row());
                });
            }
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
    static constexpr std::size_t variables = unknowns * C + trained_count;
    using every = std::make_index_sequence<residuals>;
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

    /// F_i at the points of a group in the block: [panel][group][residual][lane].
    static Real* value_at(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t i) {
        return work.row_values.data() + ((p * groups + g) * residuals + i) * L;
    }
    /// Offset of an unknown's jet at a group of the block's outputs.
    static std::size_t output_at(std::size_t p, std::size_t unknown, std::size_t g) {
        return (p * unknowns + unknown) * shape.row() + g * C * L;
    }
    /// 1, or -1 where F enters its row with a minus sign.
    [[nodiscard]] Real sign(point_block<Real> const& block, std::size_t p) const {
        return (block.first + p) % points_.panels_per_row() == 1 ? Real(-1) : Real(1);
    }
    /// sum_i weight_i dF_i/dq_j at a group of the block: [panel][group][trained parameter][lane]
    static Real* trained_slope(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t j) {
        return work.trained_adjoint.data() + ((p * groups + g) * trained_count + j) * L;
    }

    /// What the F_i are evaluated at, for one group of points
    struct arguments {
        V u[variables], table[tables + 1];

        arguments(point_set<Real> const& points, point_block<Real> const& block, jet_workspace<Real> const& work,
                  std::size_t p, std::size_t g, [[maybe_unused]] Real const* trained_values) {
            for (std::size_t k = 0; k < unknowns; ++k)
                for (std::size_t c = 0; c < C; ++c)
                    u[k * C + c] = V::load_aligned(work.values.data() + output_at(p, k, g) + c * L);
            for (std::size_t j = 0; j < trained_count; ++j) u[unknowns * C + j] = V(trained_values[j]);
            Real const* const from = points.tables(block.first + p, g);
            for (std::size_t i = 0; i < tables; ++i) table[i] = V::load_aligned(from + i * L);
        }
    };
    /// dF_I/du
    template <std::size_t I>
    void slopes(arguments const& at, V* du) const {
        if constexpr (joint_term<Term>)
            Term::template gradient<V, Real, static_cast<int>(I)>(constants_.data(), at.table, at.u, du);
        else
            Term::template gradient<V, Real>(constants_.data(), at.table, at.u, du);
    }

    /// work.row_values = F_i with their sign in the row
    [[gnu::noinline]] void evaluate(point_block<Real> const& block, jet_workspace<Real>& work,
                                    Real const* trained_values) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                arguments const at(points_, block, work, p, g, trained_values);
                V out[residuals];
                if constexpr (joint_term<Term>)
                    Term::template values<V, Real>(constants_.data(), at.table, at.u, out);
                else
                    out[0] = Term::template value<V, Real>(constants_.data(), at.table, at.u);
                V const s(sign(block, p));
                for (std::size_t i = 0; i < residuals; ++i) (s * out[i]).store_aligned(value_at(work, p, g, i));
            }
    }

    /// work.row_values = dF_i/du . du + dF_i/dq . dq with their sign in the row, du in work.tangent_values
    template <std::size_t... I>
    void evaluate_tangent(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                          [[maybe_unused]] Real const* trained_direction, std::index_sequence<I...>) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                arguments const at(points_, block, work, p, g, trained_values);
                V const s(sign(block, p));
                auto const one = [&]<std::size_t Residual>(std::integral_constant<std::size_t, Residual>) {
                    V du[variables], sum(Real(0));
                    slopes<Residual>(at, du);
                    for (std::size_t k = 0; k < unknowns; ++k)
                        for (std::size_t from = output_at(p, k, g), c = 0; c < C; ++c, from += L)
                            sum = xsimd::fma(du[k * C + c], V::load_aligned(work.tangent_values.data() + from), sum);
                    for (std::size_t j = 0; j < trained_count; ++j)
                        sum = xsimd::fma(du[unknowns * C + j], V(trained_direction[j]), sum);
                    (s * sum).store_aligned(value_at(work, p, g, Residual));
                };
                (one(std::integral_constant<std::size_t, I>{}), ...);
            }
    }

    /// Adds the panels of each row, in all of them; writes the rows to r (unless null or one mean), and sums them.
    [[gnu::noinline]] void finish_rows(point_block<Real> const& block, jet_workspace<Real>& work, Real* r,
                                       row_sums* sums) const {
        std::size_t const per_row = points_.panels_per_row();
        for (std::size_t p = 0; p < block.count; p += per_row)
            for (std::size_t g = 0; g < groups; ++g) {
                std::size_t const row = points_.first_point(block.first + p, g);
                std::size_t const valid = points_.valid_lanes(block.first + p, g);
                for (std::size_t i = 0; i < residuals; ++i) {
                    Real* const value = value_at(work, p, g, i);
                    if (per_row == 2) {
                        Real* const other = value_at(work, p + 1, g, i);
                        for (std::size_t lane = 0; lane < L; ++lane) other[lane] = value[lane] += other[lane];
                    }
                    for (std::size_t lane = 0; lane < valid; ++lane) {
                        double const v = value[lane];
                        sums[i].value += v;
                        sums[i].square += v * v;
                        if (r != nullptr && points_.how() != combination::mean)
                            r[i * points_.rows() + row + lane] = value[lane];
                    }
                }
            }
    }

    /// work.adjoint and trained_slope = sum_i weight(i, panel, group, lane) * dF_i/d(u, q) with its sign in the row,
    /// and 0 in lanes that hold no point of their own.
    template <class Weight, std::size_t... I>
    void pull_to_outputs(point_block<Real> const& block, jet_workspace<Real>& work, Real const* trained_values,
                         Weight&& weight, std::index_sequence<I...>) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                arguments const at(points_, block, work, p, g, trained_values);
                std::size_t const valid = points_.valid_lanes(block.first + p, g);
                V sum[variables];
                for (V& s : sum) s = V(Real(0));
                auto const add = [&]<std::size_t Residual>(std::integral_constant<std::size_t, Residual>) {
                    alignas(cache_line) Real factor[L] = {};
                    for (std::size_t lane = 0; lane < valid; ++lane)
                        factor[lane] = sign(block, p) * weight(Residual, p, g, lane);
                    V const f = V::load_aligned(factor);
                    V du[variables];
                    slopes<Residual>(at, du);
                    for (std::size_t k = 0; k < variables; ++k) sum[k] = xsimd::fma(f, du[k], sum[k]);
                };
                (add(std::integral_constant<std::size_t, I>{}), ...);
                for (std::size_t k = 0; k < unknowns; ++k)
                    for (std::size_t c = 0; c < C; ++c)
                        sum[k * C + c].store_aligned(work.adjoint.data() + output_at(p, k, g) + c * L);
                for (std::size_t j = 0; j < trained_count; ++j)
                    sum[unknowns * C + j].store_aligned(trained_slope(work, p, g, j));
            }
    }
    /// The same for residual number `residual` alone, with weight 1
    template <std::size_t... I>
    void pull_one_to_outputs(std::size_t residual, point_block<Real> const& block, jet_workspace<Real>& work,
                             Real const* trained_values, std::index_sequence<I...>) const {
        auto const one = [](std::size_t, std::size_t, std::size_t, std::size_t) { return Real(1); };
        ((I == residual ? pull_to_outputs(block, work, trained_values, one, std::index_sequence<I>{}) : void()), ...);
    }

    /// gradient[j] += sum over the block of the scaled slopes in q_j
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

    /// J^T[first + j][n] = the scaled slope in q_j at row n, summed over the panels of the row
    void trained_jacobian(point_block<Real> const& block, jet_workspace<Real>& work, jacobian_columns<Real> const& to,
                          std::size_t first) const {
        std::size_t const per_row = points_.panels_per_row();
        for (std::size_t p = 0; p < block.count; p += per_row)
            for (std::size_t g = 0; g < groups; ++g)
                for (std::size_t j = 0; j < trained_count; ++j)
                    to.store(first + j, points_.first_point(block.first + p, g), trained_sum(work, p, g, j),
                             points_.valid_lanes(block.first + p, g));
    }

    point_set<Real> points_;
    std::vector<Real> constants_;
};

}  // namespace lamina
