#pragma once

namespace lamina::graph {

/// How the p and q of a choice compare where its first value is taken. `equal` is that of slopes alone, for their limit
/// at a point where the formula beside it is no number: it makes no jump, and is not printed.
enum class relation : long { less, less_or_equal, equal };

}  // namespace lamina::graph
