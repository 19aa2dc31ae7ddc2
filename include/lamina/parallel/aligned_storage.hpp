#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace lamina {

/// One cache line, and the widest SIMD register.
inline constexpr std::size_t cache_line = 64;

/// Allocates arrays that begin on a cache line, so that whole SIMD registers can be loaded aligned.
template <class T>
struct aligned_allocator {
    using value_type = T;

    aligned_allocator() = default;
    template <class U>
    constexpr aligned_allocator(aligned_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
        return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t{cache_line}));
    }
    void deallocate(T* p, std::size_t) noexcept { ::operator delete(p, std::align_val_t{cache_line}); }

    friend constexpr bool operator==(aligned_allocator const&, aligned_allocator const&) { return true; }
};

/// A vector whose data begin on a cache line.
template <class T>
using aligned_vector = std::vector<T, aligned_allocator<T>>;

}  // namespace lamina
