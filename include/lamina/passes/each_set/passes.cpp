#include <lamina/passes/each_set/activations.hpp>
#include <lamina/passes/each_set/dense_product.hpp>
#include <lamina/passes/each_set/gram_balance.hpp>
#include <lamina/passes/each_set/gram_products.hpp>
#include <lamina/passes/each_set/gram_rows.hpp>
#include <lamina/passes/each_set/jet_products.hpp>
#include <lamina/passes/each_set/row_jacobian.hpp>
#include <lamina/passes/each_set/unit_passes.hpp>
#include <lamina/passes/each_set/weight_gradient.hpp>
#include <lamina/passes/pass_table.hpp>

namespace lamina::passes::LAMINA_SET {

namespace {

template <class Real>
constexpr pass_table<Real> table{
    units_at_once<Real>,
    dense_product<Real>,
    unit_passes_of<Real>,
    sweep<tanh_function, Real>,
    sweep<sin_function, Real>,
    compose<Real>,
    add<Real>,
    layer_gradient<Real>,
    layer_jacobian<Real>,
    finish_jacobian,
    row_factors<Real>,
    gram_products<Real>,
    balance_rows<Real>,
};

}  // namespace

extern pass_table<double> const double_passes;
extern pass_table<float> const float_passes;
constinit pass_table<double> const double_passes = table<double>;
constinit pass_table<float> const float_passes = table<float>;

}  // namespace lamina::passes::LAMINA_SET
