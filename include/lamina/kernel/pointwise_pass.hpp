#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/panel.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/residual_part.hpp>
#include <lamina/kernel/term.hpp>

namespace lamina {

/// What lies between the passes forward and in reverse: the residuals F_i of a Term and their slopes at each point,
/// from the jets of the network's outputs and the trained parameters q. Knows nothing of the network, so that the same
/// code serves all architectures: called once a block, kept out of line.
template <residual_term Term, class Real>
class pointwise_pass {
    using V = lanes<Real>;

public:
    static constexpr panel_shape shape = panel_of<typename Term::channels, Real>;
    static constexpr std::size_t residuals = residuals_of<Term>;
    static constexpr std::size_t unknowns = static_cast<std::size_t>(Term::unknowns);
    static constexpr std::size_t trained = static_cast<std::size_t>(Term::trained);

    pointwise_pass(point_data const& data, std::vector<double> const& constants, combination how)
        : points_(data, shape, static_cast<std::size_t>(Term::channels::weights), tables, how),
          constants_(constants.begin(), constants.end()) {}

    [[nodiscard]] point_set<Real> const& points() const { return points_; }

    /// The variables of the F_i at one point of a block, shape (variables,)
    void read(jet_workspace<Real> const& work, std::size_t p, std::size_t g, std::size_t lane,
              Real const* trained_values, std::span<double> u) const {
        for (std::size_t k = 0; k < unknowns; ++k)
            for (std::size_t c = 0; c < C; ++c)
                u[k * C + c] = static_cast<double>(work.values[output_at(p, k, g) + c * L + lane]);
        std::copy_n(trained_values, trained, u.begin() + unknowns * C);
    }

    /// work.row_values = F_i with their sign in the row
    [[gnu::noinline]] void evaluate(point_block<Real> const& block, jet_workspace<Real>& work,
                                    Real const* trained_values) const {
        each_group(block, work, trained_values, [&](std::size_t p, std::size_t g, arguments const& at) {
            V out[residuals];
            if constexpr (joint_term<Term>)
                Term::template values<V, Real>(constants_.data(), at.table, at.u, out);
            else
                out[0] = Term::template value<V, Real>(constants_.data(), at.table, at.u);
            V const s(sign(block, p));
            for (std::size_t i = 0; i < residuals; ++i) (s * out[i]).store_aligned(value_at(work, p, g, i));
        });
    }

    /// work.row_values = dF_i/du . du + dF_i/dq . dq with their sign in the row, du in work.tangent_values
    [[gnu::noinline]] void evaluate_tangent(point_block<Real> const& block, jet_workspace<Real>& work,
                                            Real const* trained_values,
                                            [[maybe_unused]] Real const* trained_direction) const {
        each_group(block, work, trained_values, [&](std::size_t p, std::size_t g, arguments const& at) {
            V const s(sign(block, p));
            each_residual([&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
                V du[variables], sum(Real(0));
                slopes<I>(at, du);
                for (std::size_t k = 0; k < unknowns; ++k)
                    for (std::size_t from = output_at(p, k, g), c = 0; c < C; ++c, from += L)
                        sum = xsimd::fma(du[k * C + c], V::load_aligned(work.tangent_values.data() + from), sum);
                for (std::size_t j = 0; j < trained; ++j)
                    sum = xsimd::fma(du[unknowns * C + j], V(trained_direction[j]), sum);
                (s * sum).store_aligned(value_at(work, p, g, I));
            });
        });
    }

    /// Adds the panels of each row, in all of them; writes the rows to r (unless null or one mean), and sums them, or
    /// the points of a mean.
    [[gnu::noinline]] void finish_rows(point_block<Real> const& block, jet_workspace<Real>& work, Real* r,
                                       row_sums* sums) const {
        std::size_t const per_row = points_.panels_per_row();
        V mean_sum[residuals], square_sum[residuals];
        for (std::size_t i = 0; i < residuals; ++i) mean_sum[i] = square_sum[i] = V(Real(0));
        for (std::size_t p = 0; p < block.count; p += per_row)
            for (std::size_t g = 0; g < groups; ++g) {
                std::size_t const row = points_.first_point(block.first + p, g);
                std::size_t const valid = points_.valid_lanes(block.first + p, g);
                for (std::size_t i = 0; i < residuals; ++i) {
                    Real* const value = value_at(work, p, g, i);
                    if (per_row == 2) {
                        Real* const other = value_at(work, p + 1, g, i);
                        V const both = V::load_aligned(value) + V::load_aligned(other);
                        both.store_aligned(value);
                        both.store_aligned(other);
                    }
                    V const v = load_lanes(value, valid);
                    square_sum[i] = xsimd::fma(v, v, square_sum[i]);
                    if (points_.how() == combination::mean)
                        mean_sum[i] =
                            xsimd::fma(v, V::load_aligned(points_.mean_weights(block.first + p, g)), mean_sum[i]);
                    else if (r != nullptr)
                        store_lanes(v, r + i * points_.rows() + row, valid);
                }
            }
        for (std::size_t i = 0; i < residuals; ++i) {
            sums[i].mean += static_cast<double>(xsimd::hadd(mean_sum[i]));
            sums[i].square += static_cast<double>(xsimd::hadd(square_sum[i]));
        }
    }

    /// work.adjoint and work.trained_adjoint = sum_i a_i dF_i/d(u, q) with its sign in the row, a_i the adjoint of row
    /// i as residual_part::pull_back defines it; 0 in lanes that hold no point of their own.
    [[gnu::noinline]] void pull_back(point_block<Real> const& block, jet_workspace<Real>& work,
                                     Real const* trained_values, row_adjoint kind, Real const* scale,
                                     Real const* w) const {
        each_group(block, work, trained_values, [&](std::size_t p, std::size_t g, arguments const& at) {
            V sum[variables];
            for (V& s : sum) s = V(Real(0));
            each_residual([&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
                add_slopes<I>(at, row_adjoints(block, work, p, g, I, kind, scale[I], w), sum);
            });
            store_adjoint(work, p, g, sum);
        });
    }

    /// along.adjoint and along.trained_adjoint = the derivatives of what `pull_back` leaves in `work` along a direction
    /// of theta: sum_i da_i dF_i/d(u, q) + a_i d^2F_i/d(u, q)^2 d(u, q), with du in work.tangent_values, dq in
    /// `trained_direction`, and da_i = scale * the row of `along` for row_adjoint::residual, else 0.
    [[gnu::noinline]] void pull_back_tangent(point_block<Real> const& block, jet_workspace<Real>& work,
                                             jet_workspace<Real>& along, Real const* trained_values,
                                             [[maybe_unused]] Real const* trained_direction, row_adjoint kind,
                                             Real const* scale, Real const* w) const {
        each_group(block, work, trained_values, [&](std::size_t p, std::size_t g, arguments const& at) {
            V sum[variables];
            for (V& s : sum) s = V(Real(0));
            each_residual([&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
                if (kind == row_adjoint::residual)
                    add_slopes<I>(at, row_adjoints(block, along, p, g, I, kind, scale[I], w), sum);
                if constexpr (!Term::affine) {
                    V u[2 * variables], bent[variables];
                    std::copy_n(at.u, variables, u);
                    for (std::size_t k = 0; k < unknowns; ++k)
                        for (std::size_t c = 0; c < C; ++c)
                            u[variables + k * C + c] =
                                V::load_aligned(work.tangent_values.data() + output_at(p, k, g) + c * L);
                    for (std::size_t j = 0; j < trained; ++j) u[variables + unknowns * C + j] = V(trained_direction[j]);
                    if constexpr (joint_term<Term>)
                        Term::template curvature<V, Real, static_cast<int>(I)>(constants_.data(), at.table, u, bent);
                    else
                        Term::template curvature<V, Real>(constants_.data(), at.table, u, bent);
                    V const adjoint = row_adjoints(block, work, p, g, I, kind, scale[I], w);
                    for (std::size_t k = 0; k < variables; ++k) sum[k] = xsimd::fma(adjoint, bent[k], sum[k]);
                }
            });
            store_adjoint(along, p, g, sum);
        });
    }

    /// The same for residual number `residual` alone with the adjoint 1
    [[gnu::noinline]] void pull_back_one(std::size_t residual, point_block<Real> const& block,
                                         jet_workspace<Real>& work, Real const* trained_values) const {
        each_group(block, work, trained_values, [&](std::size_t p, std::size_t g, arguments const& at) {
            V const adjoint = V(sign(block, p)) * load_lanes(ones.data(), points_.valid_lanes(block.first + p, g));
            V sum[variables];
            for (V& s : sum) s = V(Real(0));
            each_residual([&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
                if (I == residual) add_slopes<I>(at, adjoint, sum);
            });
            store_adjoint(work, p, g, sum);
        });
    }

    /// gradient[j] += sum over the block of work.trained_adjoint
    void trained_gradient(point_block<Real> const& block, jet_workspace<Real>& work, Real* gradient) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g)
                for (std::size_t j = 0; j < trained; ++j)
                    for (std::size_t lane = 0; lane < L; ++lane) gradient[j] += trained_adjoint(work, p, g, j)[lane];
    }

    /// work.trained_adjoint of q_j summed over the panels of a row, the first of which is p
    V trained_sum(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t j) const {
        V sum(Real(0));
        for (std::size_t q = p; q < p + points_.panels_per_row(); ++q)
            sum += V::load_aligned(trained_adjoint(work, q, g, j));
        return sum;
    }

private:
    static constexpr std::size_t L = lane_count<Real>;
    static constexpr std::size_t C = shape.channels;
    static constexpr std::size_t groups = shape.groups;
    static constexpr std::size_t tables = static_cast<std::size_t>(Term::tables);
    static constexpr std::size_t variables = unknowns * C + trained;

    static constexpr std::array<Real, L> ones = [] {
        std::array<Real, L> out{};
        out.fill(1);
        return out;
    }();

    /// What the F_i are evaluated at, for one group of points
    struct arguments {
        V u[variables], table[tables + 1];
    };

    template <class Work>
    void each_group(point_block<Real> const& block, jet_workspace<Real>& work,
                    [[maybe_unused]] Real const* trained_values, Work&& run) const {
        for (std::size_t p = 0; p < block.count; ++p)
            for (std::size_t g = 0; g < groups; ++g) {
                arguments at;
                for (std::size_t k = 0; k < unknowns; ++k)
                    for (std::size_t c = 0; c < C; ++c)
                        at.u[k * C + c] = V::load_aligned(work.values.data() + output_at(p, k, g) + c * L);
                for (std::size_t j = 0; j < trained; ++j) at.u[unknowns * C + j] = V(trained_values[j]);
                Real const* const from = points_.tables(block.first + p, g);
                for (std::size_t i = 0; i < tables; ++i) at.table[i] = V::load_aligned(from + i * L);
                run(p, g, at);
            }
    }
    template <class Work>
    static void each_residual(Work&& run) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (run(std::integral_constant<std::size_t, I>{}), ...);
        }
        (std::make_index_sequence<residuals>{});
    }

    /// dF_I/d(u, q)
    template <std::size_t I>
    void slopes(arguments const& at, V* du) const {
        if constexpr (joint_term<Term>)
            Term::template gradient<V, Real, static_cast<int>(I)>(constants_.data(), at.table, at.u, du);
        else
            Term::template gradient<V, Real>(constants_.data(), at.table, at.u, du);
    }
    /// sum += adjoint dF_I/d(u, q)
    template <std::size_t I>
    void add_slopes(arguments const& at, V adjoint, V* sum) const {
        V du[variables];
        slopes<I>(at, du);
        for (std::size_t k = 0; k < variables; ++k) sum[k] = xsimd::fma(adjoint, du[k], sum[k]);
    }
    /// The adjoints of the rows of residual i at a group, with its sign in them, from the rows of `work`
    V row_adjoints(point_block<Real> const& block, jet_workspace<Real>& work, std::size_t p, std::size_t g,
                   std::size_t i, row_adjoint kind, Real scale, Real const* w) const {
        std::size_t const row = points_.first_point(block.first + p, g);
        std::size_t const valid = points_.valid_lanes(block.first + p, g);
        Real const* const of_rows = kind == row_adjoint::mean    ? points_.mean_weights(block.first + p, g)
                                    : kind == row_adjoint::given ? w + i * points_.rows() + row
                                                                 : value_at(work, p, g, i);
        return V(sign(block, p) * scale) * load_lanes(of_rows, valid);
    }
    static void store_adjoint(jet_workspace<Real>& work, std::size_t p, std::size_t g, V const* sum) {
        for (std::size_t k = 0; k < unknowns; ++k)
            for (std::size_t c = 0; c < C; ++c)
                sum[k * C + c].store_aligned(work.adjoint.data() + output_at(p, k, g) + c * L);
        for (std::size_t j = 0; j < trained; ++j) sum[unknowns * C + j].store_aligned(trained_adjoint(work, p, g, j));
    }

    /// F_i at the points of a group in the block: [panel][group][residual][lane].
    static Real* value_at(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t i) {
        return work.row_values.data() + ((p * groups + g) * residuals + i) * L;
    }
    /// sum_i a_i dF_i/dq_j at a group of the block: [panel][group][trained parameter][lane]
    static Real* trained_adjoint(jet_workspace<Real>& work, std::size_t p, std::size_t g, std::size_t j) {
        return work.trained_adjoint.data() + ((p * groups + g) * trained + j) * L;
    }
    /// Offset of an unknown's jet at a group of the block's outputs.
    static std::size_t output_at(std::size_t p, std::size_t unknown, std::size_t g) {
        return (p * unknowns + unknown) * shape.row() + g * C * L;
    }
    /// 1, or -1 where F enters its row with a minus sign.
    [[nodiscard]] Real sign(point_block<Real> const& block, std::size_t p) const {
        return (block.first + p) % points_.panels_per_row() == 1 ? Real(-1) : Real(1);
    }

    point_set<Real> points_;
    std::vector<Real> constants_;
};

}  // namespace lamina
