#include <lamina/numerics/products.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

#include <lamina/parallel/aligned_storage.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina::numerics {

namespace {

/// Depth of the blocks that are packed at once: a packed line of columns then fits the first cache.
constexpr std::size_t deep = 256;
/// Rows and columns of C that one task makes, about: what is packed for them fits the second cache.
constexpr std::size_t high = 96, wide = 192;
/// Flops below which waking threads costs more than they save
constexpr double few_operations = 2e5;

constexpr std::size_t parts_of(std::size_t count, std::size_t size) {
    return (count + size - 1) / size;
}

/// Numbers that nobody has set
class unset_numbers {
public:
    explicit unset_numbers(std::size_t n) : n_(n), data_(aligned_allocator<double>{}.allocate(n)) {}
    ~unset_numbers() { aligned_allocator<double>{}.deallocate(data_, n_); }
    unset_numbers(unset_numbers const&) = delete;
    unset_numbers& operator=(unset_numbers const&) = delete;
    [[nodiscard]] double* data() const { return data_; }

private:
    std::size_t n_;
    double* data_;
};

class product {
public:
    product(double* c, std::size_t ldc, lines const& a, lines const& b, double factor, bool add, part wanted)
        : c_(c),
          ldc_(ldc),
          a_(a),
          b_(b),
          factor_(factor),
          add_(add),
          lower_(wanted == part::lower),
          row_blocks_(parts_of(a.count, kernels_.rows)),
          column_blocks_(parts_of(b.count, kernels_.columns)),
          left_(row_blocks_ * kernels_.rows * std::min(deep, a.depth)),
          right_(column_blocks_ * kernels_.columns * std::min(deep, a.depth)) {}

    void run() {
        double const flops = 2.0 * static_cast<double>(a_.count) * static_cast<double>(b_.count) *
                             static_cast<double>(a_.depth) * (lower_ ? 0.5 : 1.0);
        auto const share_out = [&](std::size_t tasks, auto const& task) {
            if (flops > few_operations) return default_pool().run(tasks, [&](std::size_t i, std::size_t) { task(i); });
            for (std::size_t i = 0; i < tasks; ++i) task(i);
        };
        std::size_t const rows = high / kernels_.rows, columns = std::max<std::size_t>(1, wide / kernels_.columns);
        std::size_t const tasks_down = parts_of(row_blocks_, rows), tasks_across = parts_of(column_blocks_, columns);
        for (std::size_t begin = 0; begin < a_.depth; begin += deep) {
            std::size_t const depth = std::min(deep, a_.depth - begin);
            share_out(tasks_down + tasks_across, [&](std::size_t i) {
                if (i < tasks_down)
                    pack_rows(i * rows, std::min((i + 1) * rows, row_blocks_), begin, depth);
                else
                    pack_columns((i - tasks_down) * columns, std::min((i - tasks_down + 1) * columns, column_blocks_),
                                 begin, depth);
            });
            bool const add = add_ || begin > 0;
            share_out(tasks_down * tasks_across, [&](std::size_t i) {
                // From below, where tasks of a lower triangle are whole: small ones come last.
                std::size_t const down = tasks_down - 1 - i / tasks_across, across = i % tasks_across;
                multiply({down * rows, std::min((down + 1) * rows, row_blocks_)},
                         {across * columns, std::min((across + 1) * columns, column_blocks_)}, depth, add);
            });
        }
    }

private:
    double* c_;
    std::size_t ldc_;
    lines a_, b_;
    double factor_;
    bool add_, lower_;
    dense_kernels const& kernels_ = chosen_dense_kernels();
    std::size_t row_blocks_, column_blocks_;
    unset_numbers left_, right_;

    static lines block(lines const& all, std::size_t first, std::size_t size, std::size_t begin, std::size_t depth) {
        return {all.data + first * all.between + begin * all.along, std::min(size, all.count - first), depth,
                all.between, all.along};
    }
    void pack_rows(std::size_t first, std::size_t end, std::size_t begin, std::size_t depth) {
        for (std::size_t i = first; i < end; ++i)
            kernels_.pack_rows(block(a_, i * kernels_.rows, kernels_.rows, begin, depth), factor_,
                               left_.data() + i * kernels_.rows * depth);
    }
    void pack_columns(std::size_t first, std::size_t end, std::size_t begin, std::size_t depth) {
        for (std::size_t j = first; j < end; ++j)
            kernels_.pack_columns(block(b_, j * kernels_.columns, kernels_.columns, begin, depth),
                                  right_.data() + j * kernels_.columns * depth);
    }

    void multiply(index_range down, index_range across, std::size_t depth, bool add) {
        for (std::size_t j = across.begin; j < across.end; ++j)
            for (std::size_t i = down.begin; i < down.end; ++i) tile(i, j, depth, add);
    }

    /// Whole tiles go straight to C, what overlaps its edge or its diagonal by a copy.
    void tile(std::size_t i, std::size_t j, std::size_t depth, bool add) {
        std::size_t const row = i * kernels_.rows, column = j * kernels_.columns;
        std::size_t const last_row = std::min(row + kernels_.rows, a_.count) - 1;
        if (lower_ && last_row < column) return;
        double const* const left = left_.data() + row * depth;
        double const* const right = right_.data() + column * depth;
        double* const to = c_ + row * ldc_ + column;
        bool const whole = row + kernels_.rows <= a_.count && column + kernels_.columns <= b_.count;
        if (whole && !(lower_ && row < column + kernels_.columns - 1))
            return kernels_.multiply(depth, left, right, to, ldc_, add);
        alignas(cache_line) double copy[most_in_a_tile];
        kernels_.multiply(depth, left, right, copy, kernels_.columns, false);
        for (std::size_t r = 0; row + r <= last_row; ++r) {
            std::size_t const end = lower_ ? std::min(row + r + 1, b_.count) : b_.count;
            for (std::size_t k = 0; k < kernels_.columns && column + k < end; ++k) {
                double const v = copy[r * kernels_.columns + k];
                to[r * ldc_ + k] = add ? to[r * ldc_ + k] + v : v;
            }
        }
    }
    static constexpr std::size_t most_in_a_tile = 8 * 24;
};

}  // namespace

void expect_size(char const* name, std::size_t size, std::size_t expected) {
    if (size != expected)
        throw std::invalid_argument(std::string(name) + " has " + std::to_string(size) + " numbers, expected " +
                                    std::to_string(expected));
}

void set_to_product(double* c, std::size_t ldc, lines const& a, lines const& b, double factor, part wanted) {
    if (a.depth == 0)
        for (std::size_t i = 0; i < a.count; ++i)
            std::fill_n(c + i * ldc, wanted == part::lower ? std::min(i + 1, b.count) : b.count, 0.0);
    else
        product(c, ldc, a, b, factor, false, wanted).run();
}

void add_product(double* c, std::size_t ldc, lines const& a, lines const& b, double factor, part wanted) {
    product(c, ldc, a, b, factor, true, wanted).run();
}

void gram_of_columns(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g) {
    expect_size("a", a.size(), m * n);
    expect_size("g", g.size(), n * n);
    lines const columns{a.data(), n, m, 1, n};
    set_to_product(g.data(), n, columns, columns, 1, part::lower);
}

void gram_of_rows(std::span<double const> a, std::size_t m, std::size_t n, std::span<double> g) {
    expect_size("a", a.size(), m * n);
    expect_size("g", g.size(), m * m);
    lines const rows{a.data(), m, n, n};
    set_to_product(g.data(), m, rows, rows, 1, part::lower);
}

// Rows go to the threads in tiles that stay in the cache for all x.
void multiply_each(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                   std::size_t count, std::span<double> y) {
    expect_size("a", a.size(), m * n);
    expect_size("x", x.size(), count * n);
    expect_size("y", y.size(), count * m);
    auto const dot = chosen_dense_kernels().dot;
    thread_pool& pool = default_pool();
    pool.run([&](std::size_t t) {
        index_range const mine = share(m, t, pool.size());
        for (std::size_t i = mine.begin; i < mine.end; ++i)
            for (std::size_t j = 0; j < count; ++j) y[j * m + i] = dot(a.data() + i * n, x.data() + j * n, n);
    });
}

void multiply_transposed(std::span<double const> a, std::size_t m, std::size_t n, std::span<double const> x,
                         std::span<double> y) {
    expect_size("a", a.size(), m * n);
    expect_size("x", x.size(), m);
    expect_size("y", y.size(), n);
    auto const add = chosen_dense_kernels().add;
    thread_pool& pool = default_pool();
    pool.run([&](std::size_t t) {
        index_range const mine = share(n, t, pool.size());
        std::fill(y.begin() + static_cast<std::ptrdiff_t>(mine.begin),
                  y.begin() + static_cast<std::ptrdiff_t>(mine.end), 0.0);
        for (std::size_t i = 0; i < m; ++i)
            add(x[i], a.data() + i * n + mine.begin, y.data() + mine.begin, mine.end - mine.begin);
    });
}

}  // namespace lamina::numerics
