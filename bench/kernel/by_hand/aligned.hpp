#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

namespace by_hand {

/// `size` numbers, zero at first, at the start of a cache line.
template <class Real>
class aligned {
public:
    explicit aligned(std::size_t size = 0)
        : data_(static_cast<Real*>(::operator new[](size * sizeof(Real) + 64, std::align_val_t{64}))), size_(size) {
        std::fill(data_.get(), data_.get() + size, Real(0));
    }
    [[nodiscard]] Real* data() const { return data_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Real& operator[](std::size_t i) const { return data_.get()[i]; }

private:
    struct release {
        void operator()(Real* p) const { ::operator delete[](p, std::align_val_t{64}); }
    };
    std::unique_ptr<Real[], release> data_;
    std::size_t size_;
};

}  // namespace by_hand
