#pragma once

#include <cstddef>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace lamina {

/// One cache line, and the widest SIMD register.
inline constexpr std::size_t cache_line = 64;

/// Arrays from this size on, in bytes, begin on a huge page, and the system is asked to back them with huge pages: what
/// jumps from row to row of a large matrix would else wait for the page table more than for memory.
inline constexpr std::size_t huge_page = std::size_t{1} << 21;

/// Allocates arrays that begin on a cache line, so that whole SIMD registers can be loaded aligned.
template <class T>
struct aligned_allocator {
    using value_type = T;

    aligned_allocator() = default;
    template <class U>
    constexpr aligned_allocator(aligned_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
        void* const p = ::operator new(n * sizeof(T), alignment(n));
#if defined(__linux__)
        if (n * sizeof(T) >= huge_page) madvise(p, n * sizeof(T), MADV_HUGEPAGE);
#endif
        return static_cast<T*>(p);
    }
    void deallocate(T* p, std::size_t n) noexcept { ::operator delete(p, alignment(n)); }

    static std::align_val_t alignment(std::size_t n) {
        return std::align_val_t{n * sizeof(T) >= huge_page ? huge_page : cache_line};
    }

    friend constexpr bool operator==(aligned_allocator const&, aligned_allocator const&) { return true; }
};

/// A vector whose data begin on a cache line.
template <class T>
using aligned_vector = std::vector<T, aligned_allocator<T>>;

}  // namespace lamina
