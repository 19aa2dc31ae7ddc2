#pragma once

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

namespace by_hand {

/// `size` numbers, zero at first, at the start of a cache line; large arrays on huge pages where there are.
template <class Real>
class aligned {
public:
    explicit aligned(std::size_t size = 0) : size_(size) {
        constexpr std::size_t page = std::size_t{1} << 21;
        bool const large = size * sizeof(Real) >= page;
        std::size_t const boundary = large ? page : 64;
        std::size_t const bytes = (size * sizeof(Real) / boundary + 1) * boundary;
        data_ = {static_cast<Real*>(::operator new[](bytes, std::align_val_t{boundary})), release{boundary}};
#if defined(__linux__)
        if (large) madvise(data_.get(), bytes, MADV_HUGEPAGE);
#endif
        std::fill(data_.get(), data_.get() + size, Real(0));
    }
    [[nodiscard]] Real* data() const {
        return data_.get();
    }
    [[nodiscard]] std::size_t size() const {
        return size_;
    }
    [[nodiscard]] Real& operator[](std::size_t i) const {
        return data_.get()[i];
    }

private:
    struct release {
        std::size_t boundary = 64;
        void operator()(Real* p) const { ::operator delete[](p, std::align_val_t{boundary}); }
    };
    std::unique_ptr<Real[], release> data_;
    std::size_t size_;
};

}  // namespace by_hand
