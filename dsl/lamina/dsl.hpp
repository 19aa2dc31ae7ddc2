#pragma once

/// The language on one page, its stages in the order in which an equation passes them. Values of expressions are
/// in dsl/evaluate, which this page leaves out: an equation needs none.

#include <numbers>

#include <lamina/dsl/expr/symbols.hpp>
#include <lamina/dsl/expr/operators.hpp>
#include <lamina/dsl/expr/unknown.hpp>
#include <lamina/dsl/expr/functions.hpp>
#include <lamina/dsl/expr/vectors.hpp>
#include <lamina/dsl/expr/where.hpp>
#include <lamina/dsl/expr/tensors.hpp>
#include <lamina/dsl/expr/norms.hpp>
#include <lamina/dsl/expr/coefficient.hpp>
#include <lamina/dsl/expr/derived.hpp>
#include <lamina/dsl/calculus/differential.hpp>
#include <lamina/dsl/rewrite/inline.hpp>
#include <lamina/dsl/rewrite/same.hpp>
#include <lamina/dsl/rewrite/substitute.hpp>
#include <lamina/dsl/problem/problem.hpp>
#include <lamina/dsl/problem/manufacture.hpp>
#include <lamina/dsl/problem/pull_back.hpp>
#include <lamina/dsl/problem/forms.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>
#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/dsl/terms/facts.hpp>
#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/print/two_scale.hpp>

namespace lamina {

using std::numbers::pi;

}  // namespace lamina
