#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <lamina/network/line_products.hpp>
#include <lamina/train/slab.hpp>

/// What the coefficients of slabs say.
namespace lamina::solving {

/// The numbers along each axis of the functions whose product is number f
std::vector<std::size_t> numbers_of(line_products const& functions, std::size_t f);

/// The coefficients of the highest degrees along axes first <= i < end, of the slab's size
double tail(slab const& of, std::size_t first, std::size_t end);

/// Along each axis of space, how all unknowns are mirrored in all slabs, but for `small` times their size
std::vector<parity> parities_of(std::span<slab const> slabs, double small);

/// Unknown number k of slabs that follow each other on a grid, at any time: before the first and behind the last it
/// stands still. Shape (n_0, n_1, ...), of time the last
xt::xarray<double> values_of(std::span<slab const> slabs, std::size_t k, line_products::grid const& at);

}  // namespace lamina::solving
