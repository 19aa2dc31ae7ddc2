#pragma once

#include <cstddef>

#include <lamina/passes/pass_table.hpp>

/// What may stand between the activation of a unit and the next layer.
namespace lamina::passes::LAMINA_SET {
namespace {

/// Nothing follows the activation.
struct no_gate {};
/// A gate's arrays, from a number on
template <class Real>
forward_gate<Real> gate_from(forward_gate<Real> const& gate, std::size_t at) {
    return {gate.u + at, gate.difference + at, gate.gated + at};
}
template <class Real>
reverse_gate<Real> gate_from(reverse_gate<Real> const& gate, std::size_t at) {
    return {gate.difference + at, gate.first, gate.sum_u + at, gate.sum_difference + at};
}
inline no_gate gate_from(no_gate, std::size_t) {
    return {};
}

}  // namespace
}  // namespace lamina::passes::LAMINA_SET
