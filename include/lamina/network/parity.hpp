#pragma once

namespace lamina {

/// Of functions that are mirrored at the middle of an axis
enum class parity { none, even, odd };

}  // namespace lamina
