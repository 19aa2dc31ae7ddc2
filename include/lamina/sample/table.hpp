#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include <lamina/dsl/expr/sampled.hpp>
#include <lamina/report/npy.hpp>
#include <lamina/report/xarray.hpp>

namespace lamina {

enum class between_samples {
    nearest,     ///< element i is the value on all of [i, i + 1) / n of the period: the pixels of an image
    multilinear  ///< element i is the value at (i + 1/2) / n of the period, linear in between, axis by axis
};

struct table_options {
    std::vector<double> period{};  ///< the length that the array covers, an axis each; empty: 1
    between_samples between = between_samples::nearest;
};

/// An array with its own numbers, last index fastest: what a table is made of
struct array_of_doubles {
    std::vector<std::size_t> shape;
    std::vector<double> values;
};

/// A periodic function of D = 1, 2 or 3 coordinates from its values: axis i of the array is coordinate i.
struct table {
    array_of_doubles samples;
    std::vector<double> period;  ///< shape (D,)
    between_samples between = between_samples::nearest;

    /// The value at `y`, shape (D,), differentiated `derivative[i]` times along coordinate i, shape (D,). The
    /// derivative of `nearest` is 0, of `multilinear` the slope between the samples, second ones along an axis 0.
    /// NaN at a point that has no place in the period, as it is not finite. Throws std::invalid_argument for other
    /// shapes.
    [[nodiscard]] double operator()(std::span<double const> y, std::span<int const> derivative) const;
};

/// The body of a coefficient from a NumPy file, an image or a volume: `coefficient<"a">(table_from("a.npy"))(x)`.
/// Throws as `read_npy`, and std::invalid_argument unless the array has 1 to 3 axes, is not empty, has as many values
/// as its shape has elements, and a positive period for each axis. The values live as long as the program: problems
/// derived from the coefficient refer to them.
table_t table_from(std::filesystem::path const& npy, table_options const& options = {});
/// The same from values that the program has.
table_t table_from(array_of_doubles samples, table_options const& options = {});
/// The same from an xtensor or an expression of ones: `table_from(read_npz("rock.npz", "a"))`.
template <class Array>
requires(xt::is_xexpression<Array>::value) table_t table_from(Array const& samples, table_options const& options = {}) {
    constexpr auto c_order = xt::layout_type::row_major;
    return table_from(array_of_doubles{{samples.shape().begin(), samples.shape().end()},
                                       {samples.template begin<c_order>(), samples.template end<c_order>()}},
                      options);
}

/// What a handle stands for. Throws std::invalid_argument if `table_from` did not make it.
table const& table_of(double handle);

}  // namespace lamina
