#pragma once

#include <stdexcept>

namespace lamina::graph {

/// Component `component` of argument number `slot` of a coefficient
struct argument_component {
    int slot = 0;
    int component = 0;
};

/// The derivatives of a call or a table along components of its arguments, ascending, and the code that its node keeps
/// them by in `b`: 0 for none, else digits in base 64, 16 slot + component + 1, the first lowest.
class call_derivatives {
public:
    static constexpr int capacity = 10;

    constexpr explicit call_derivatives(long code) {
        for (; code != 0; code /= base) {
            int const digit = static_cast<int>(code % base) - 1;
            all_[size_++] = {digit / components, digit % components};
        }
    }
    constexpr void add(int slot, int component) {
        if (size_ == capacity) throw std::length_error("lamina: more than 10 derivatives of a coefficient");
        if (slot > 3 || component > 14)
            throw std::length_error("lamina: a derivative of a coefficient of more than four arguments");
        int k = size_++;
        for (; k > 0 && digit({slot, component}) < digit(all_[k - 1]); --k) all_[k] = all_[k - 1];
        all_[k] = {slot, component};
    }
    [[nodiscard]] constexpr long code() const {
        long out = 0;
        for (int k = size_ - 1; k >= 0; --k) out = out * base + digit(all_[k]);
        return out;
    }
    [[nodiscard]] constexpr argument_component const* begin() const { return all_; }
    [[nodiscard]] constexpr argument_component const* end() const { return all_ + size_; }

private:
    static constexpr int base = 64, components = 16;
    static constexpr long digit(argument_component c) { return components * c.slot + c.component + 1; }

    argument_component all_[capacity]{};
    int size_ = 0;
};

}  // namespace lamina::graph
