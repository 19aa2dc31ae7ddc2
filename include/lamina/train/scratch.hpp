#pragma once

#include <cstddef>
#include <memory>

#include <lamina/rows/residual_system.hpp>

namespace lamina {

/// Room that the steps on one system work in, a T{system}: no part of the state that has it, for nothing in it decides
/// a number. A copy begins without.
template <class T>
class scratch {
public:
    scratch() = default;
    scratch(scratch const&) noexcept {}
    scratch(scratch&&) noexcept = default;
    scratch& operator=(scratch const&) noexcept {
        room_.reset();
        return *this;
    }
    scratch& operator=(scratch&&) noexcept = default;
    ~scratch() = default;

    /// The room for this system, made anew where it was for another
    T& of(residual_system<double>& system) {
        if (!room_ || system_ != &system || rows_ != system.rows()) {
            room_ = std::make_shared<T>(system);
            system_ = &system, rows_ = system.rows();
        }
        return *room_;
    }

private:
    std::shared_ptr<T> room_;  // of a type that may be known to its method alone
    residual_system<double> const* system_ = nullptr;
    std::size_t rows_ = 0;
};

}  // namespace lamina
