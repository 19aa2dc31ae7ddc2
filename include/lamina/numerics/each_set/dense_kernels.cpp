#include <lamina/numerics/dense_kernels.hpp>

#include <cstddef>

// In the compiler's own vectors, and without a function of another header: what has a name that other sets share, the
// linker would keep once, for any set.

namespace lamina::numerics {

namespace {

#if defined(__AVX512F__)
constexpr std::size_t lanes = 8, rows = 8;  // 24 sums in 32 registers
#elif defined(__AVX2__)
constexpr std::size_t lanes = 4, rows = 4;  // 12 sums in 16
#elif defined(__aarch64__)
constexpr std::size_t lanes = 2, rows = 8;
#else
constexpr std::size_t lanes = 2, rows = 4;
#endif
constexpr std::size_t across = 3, columns = across * lanes;

typedef double vector __attribute__((vector_size(lanes * sizeof(double)), aligned(sizeof(double)), may_alias));

vector& at(double* p) {
    return *reinterpret_cast<vector*>(p);
}
vector const& at(double const* p) {
    return *reinterpret_cast<vector const*>(p);
}
double sum(vector v) {
    double out = v[0];
    for (std::size_t i = 1; i < lanes; ++i) out += v[i];
    return out;
}

void multiply(std::size_t depth, double const* left, double const* right, double* c, std::size_t ldc, bool add) {
    for (std::size_t i = 0; i < rows; ++i)  // C is far away, and wanted only at the end
        for (std::size_t j = 0; j < columns; j += 8) __builtin_prefetch(c + i * ldc + j, 1);
    vector sums[rows][across] = {};
    for (std::size_t k = 0; k < depth; ++k, left += rows, right += columns) {
        vector r[across];
#pragma GCC unroll 3
        for (std::size_t j = 0; j < across; ++j) r[j] = at(right + j * lanes);
#pragma GCC unroll 8
        for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 3
            for (std::size_t j = 0; j < across; ++j) sums[i][j] += left[i] * r[j];
    }
#pragma GCC unroll 8
    for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 3
        for (std::size_t j = 0; j < across; ++j) {
            double* const to = c + i * ldc + j * lanes;
            at(to) = add ? at(to) + sums[i][j] : sums[i][j];
        }
}

template <std::size_t Width>
void pack(lines const& from, double factor, double* to) {
    if (from.count < Width) {
        for (std::size_t k = 0; k < from.depth; ++k)
            for (std::size_t i = 0; i < Width; ++i)
                *to++ = i < from.count ? factor * from.data[i * from.between + k * from.along] : 0.0;
    } else if (from.between == 1) {
        for (std::size_t k = 0; k < from.depth; ++k, to += Width)
#pragma GCC unroll 4
            for (std::size_t i = 0; i < Width; i += lanes) at(to + i) = factor * at(from.data + k * from.along + i);
    } else {
        for (std::size_t k = 0; k < from.depth; ++k)
#pragma GCC unroll 24
            for (std::size_t i = 0; i < Width; ++i) *to++ = factor * from.data[i * from.between + k * from.along];
    }
}

void pack_rows(lines const& from, double factor, double* to) {
    pack<rows>(from, factor, to);
}
void pack_columns(lines const& from, double* to) {
    pack<columns>(from, 1.0, to);
}

double dot(double const* x, double const* y, std::size_t n) {
    constexpr std::size_t chains = 4;
    vector sums[chains] = {};
    std::size_t k = 0;
    for (; k + chains * lanes <= n; k += chains * lanes)
#pragma GCC unroll 4
        for (std::size_t i = 0; i < chains; ++i) sums[i] += at(x + k + i * lanes) * at(y + k + i * lanes);
    for (; k + lanes <= n; k += lanes) sums[0] += at(x + k) * at(y + k);
    double out = sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
    for (; k < n; ++k) out += x[k] * y[k];
    return out;
}

void add(double factor, double const* x, double* y, std::size_t n) {
    std::size_t k = 0;
    for (; k + lanes <= n; k += lanes) at(y + k) += factor * at(x + k);
    for (; k < n; ++k) y[k] += factor * x[k];
}

constexpr std::size_t strip = 8 * lanes;

// The upper of the two lines is final, the lower one goes on in registers.
void rotate(double const* c, double const* s, std::size_t count, double* z) {
    vector carried[8];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < 8; ++v) carried[v] = at(z + count * strip + v * lanes);
    for (std::size_t i = count; i-- > 0;) {
        double const cosine = c[i], sine = s[i];
        double* const line = z + i * strip;
#pragma GCC unroll 8
        for (std::size_t v = 0; v < 8; ++v) {
            vector const lower = at(line + v * lanes);
            at(line + strip + v * lanes) = sine * lower + cosine * carried[v];
            carried[v] = cosine * lower - sine * carried[v];
        }
    }
#pragma GCC unroll 8
    for (std::size_t v = 0; v < 8; ++v) at(z + v * lanes) = carried[v];
}

}  // namespace

namespace LAMINA_SET {

extern dense_kernels const kernels;
dense_kernels const kernels{.rows = rows,
                            .columns = columns,
                            .multiply = multiply,
                            .pack_rows = pack_rows,
                            .pack_columns = pack_columns,
                            .dot = dot,
                            .add = add,
                            .strip = strip,
                            .rotate = rotate};

}  // namespace LAMINA_SET

}  // namespace lamina::numerics
