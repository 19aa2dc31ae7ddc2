#pragma once

#include <cstddef>
#include <span>

#include <lamina/network/activation_choice.hpp>
#include <lamina/parallel/instruction_set.hpp>
#include <lamina/passes/gram_factors.hpp>
#include <lamina/passes/jet_rule.hpp>
#include <lamina/passes/panel_block.hpp>
#include <lamina/passes/point_set.hpp>

namespace lamina {

/// What a row of A in starts from
enum class product_start {
    zero,
    bias,  ///< biases[row] in value channels
    rows   ///< what is there already
};

/// out (outputs, lines) = start + A in (inner, lines): a panel, or some units of it, through a dense layer. Unit rows
/// have `lines` lines, of which every `channels`th is a value. A(r, k) = a[r * stride + k], or a[k * stride + r] if
/// transposed. Cost: 2 outputs inner lines line_size FLOP.
template <class Real>
struct dense_job {
    bool transposed;
    Real const* a;
    std::size_t stride, outputs, inner;
    Real const* in;
    std::size_t lines, channels;
    product_start start;
    Real const* biases;
    Real* out;
};

/// Jets at `count` cells that follow each other, a cell the channels of one unit at one line of points:
/// [cell][channel], with what their rules read.
struct jet_cells {
    jet_rule const& rule;
    std::size_t count;
};

/// What follows the activation of some units in an `improved_mlp`: gated = U + phi(z) (V - U); nothing where `gated` is
/// null.
template <class Real>
struct forward_gate {
    Real const *u = nullptr, *difference = nullptr;
    Real* gated = nullptr;
};
/// In reverse, from a = dL/d(what the gate makes): adds dL/dU = a and dL/d(V - U), or puts them there if it is the
/// `first` to do so; nothing where `difference`, that is V - U, is null.
template <class Real>
struct reverse_gate {
    Real const* difference = nullptr;
    bool first = false;
    Real *sum_u = nullptr, *sum_difference = nullptr;
};

/// The two encoders U and V of an `improved_mlp` at a panel in reverse. What is saved of them, the slopes only where
/// they do not follow from U and V; dL/dU at constant V - U, dL/d(V - U); and where dL/dz of both goes, which may be
/// the place of U and V - U.
template <class Real>
struct encoder_cells {
    Real const *u, *difference, *u_slopes, *v_slopes;
    Real const *sum_u, *sum_difference;
    Real *u_adjoint, *v_adjoint;
};

/// What happens to the units of a panel, for one set of channels and one activation. q: [weight][line], the weights of
/// collapsed channels or, `by_shape`, the coefficients of second_order_shape.
template <class Real>
struct unit_passes {
    /// A dense layer and what follows it; null if the channels are none of those that this is compiled for.
    /// job.out = phi(z) and, where it does not follow, slopes = phi'(z), with z = W h + b, and what the gate makes of
    /// phi(z)
    void (*forward)(dense_job<Real> const& job, Real const* q, Real* slopes, forward_gate<Real> const& gate);
    /// out = dL/dz of the layer before, job.out = dL/d(what it gives) on the way, from h = phi(z) or slopes = phi'(z)
    void (*reverse)(dense_job<Real> const& job, Real const* q, Real const* h, Real const* slopes, Real* out,
                    reverse_gate<Real> const& gate);
    /// out = start + f g; start may be null: 0. `out` may be f, g or start.
    void (*multiply)(jet_cells, Real const* q, Real const* f, Real const* g, Real const* start, Real* out);
    /// out = start + (d(f g)/df)^T a; start may be null: 0. `out` may be a or start.
    void (*multiply_transposed)(jet_cells, Real const* q, Real const* g, Real const* a, Real const* start, Real* out);
    /// out = 1 - h^2
    void (*one_minus_square)(jet_cells, Real const* q, Real const* h, Real* out);
    /// out = phi'(z) dz and out = (dz -> phi'(z) dz)^T a from h = phi(z) or slopes = phi'(z); null where forward is.
    void (*times_slope)(jet_cells, Real const* q, Real const* h, Real const* slopes, Real const* dz, Real* out);
    void (*times_slope_transposed)(jet_cells, Real const* q, Real const* h, Real const* slopes, Real const* a,
                                   Real* out);
    /// dL/dz of both encoders; null where forward is.
    void (*reverse_encoders)(jet_cells, Real const* q, encoder_cells<Real> const& at);
    bool by_shape = false;
};

/// Columns of J^T: to[p * stride + n] = dr_n/dtheta_p
template <class Real>
struct jacobian_columns {
    Real* to;
    std::size_t stride;
    std::size_t parameters;  ///< P: a matrix that no cache holds is written past them
};

/// Everything that is compiled for each instruction set, and knows no equation. All arrays begin on a cache line.
template <class Real>
struct pass_table {
    /// Units at a time that dense products and what follows them are best done for, where unit rows have so many lines
    std::size_t (*units_at_once)(std::size_t lines);

    void (*dense_product)(dense_job<Real> const&);
    unit_passes<Real> (*unit_passes_of)(jet_rule const&, activation_choice::kind);

    activation_sweep<Real> tanh, sin;
    /// For any channels, with their weights w, z becomes h = phi(z) and, unless null, `slopes` phi'(z), from what an
    /// activation_sweep over z leaves in d, up to phi^(order), or order + 1 with slopes.
    void (*compose)(jet_cells, Real const* w, Real const* d, Real* z, Real* slopes);
    /// out[i] = x[i] + factor y[i], whole lines; `out` may be x or y.
    void (*add)(std::size_t count, Real const* x, Real factor, Real const* y, Real* out);

    /// Adds dL/dW = adjoint input^T and dL/db = adjoint, its value channels, summed over all columns and points of a
    /// block
    ///   weights (adjoint.units, input.units), row-major;   biases (adjoint.units,), or null: not wanted
    /// Behind both, line_size - 1 numbers must exist; they are read and written back as they are.
    /// Cost: 2 adjoint.units input.units adjoint.row FLOP a panel.
    void (*layer_gradient)(panel_block<Real> const& adjoint, panel_block<Real> const& input, std::size_t channels,
                           Real* weights, Real* biases);
    /// The rows of J^T of a layer's parameters at the rows of a block that starts at panel `first`
    void (*layer_jacobian)(layer_jets<Real> const&, point_set<Real> const&, std::size_t first,
                           jacobian_columns<Real> const&);
    /// Makes what layer_jacobian wrote visible to all threads.
    void (*finish_jacobian)();

    /// dr/dW, [output][input], and dr/db of a layer from dr/dz and h at a block, to their rows of a table
    void (*row_factors)(panel_block<Real> const& adjoint, panel_block<Real> const& input, point_set<Real> const&,
                        std::size_t first, gram_table<Real>& to);
    /// A piece of J_x J_y^T
    void (*gram_products)(gram_factors<Real> const& x, gram_factors<Real> const& y, gram_target<Real> const&);
    /// J_np becomes w_n J_np s_p for the parameters p = units.begin .. units.end - 1 of tables with the same units,
    /// where
    ///   s_p = (sum over n of (w_n J_np)^2)^(-1/4), or 0 if the sum is 0.
    /// s, shape (units.end - units.begin,): on entry what other rows add to the sums.
    void (*balance_rows)(std::span<weighted_rows<Real> const> tables, index_range units, Real* s);
};

/// That of `chosen_instruction_set`, which throws std::runtime_error
template <class Real>
pass_table<Real> const& chosen_passes();
/// That of one of `usable_instruction_sets`
template <class Real>
pass_table<Real> const& passes_of(instruction_set set);

/// The sweep of an activation
template <class Real>
activation_sweep<Real> sweep_of(activation_choice const& activation, pass_table<Real> const& run);

}  // namespace lamina
