#include <lamina/homogenize/pixel_operator.hpp>

#include <algorithm>
#include <functional>

namespace lamina {

namespace {

/// D x and M x along the lines of pixels
class corner_lines {
public:
    explicit corner_lines(pixel_grid const& grid)
        : grid_(grid), mean_(grid.count[2] + 1), slope_(mean_), across_(mean_) {}

    /// Of line j of plane i of x: the derivative along each of the three places, and the mean
    void operator()(double const* x, std::size_t i, std::size_t j, std::array<double*, 3> const& slope, double* mean) {
        auto const [planes, lines, n] = grid_.count;
        auto line = [&, n = n](std::size_t plane, std::size_t row) { return x + (plane * grid_.count[1] + row) * n; };
        std::size_t const next = i + 1 < planes ? i + 1 : 0, after = j + 1 < lines ? j + 1 : 0;
        double const *a = line(i, j), *b = line(i, after), *c = line(next, j), *d = line(next, after);
        double const h0 = 0.5 / grid_.spacing[0], h1 = 0.5 / grid_.spacing[1], h2 = 1 / grid_.spacing[2];
        for (std::size_t k = 0; k < n; ++k) {
            mean_[k] = ((a[k] + b[k]) + (c[k] + d[k])) / 4;
            slope_[k] = ((c[k] + d[k]) - (a[k] + b[k])) * h0;
        }
        mean_[n] = mean_[0], slope_[n] = slope_[0];
        if (slope[0] != nullptr)
            for (std::size_t k = 0; k < n; ++k) slope[0][k] = (slope_[k] + slope_[k + 1]) / 2;
        if (slope[1] != nullptr) {
            for (std::size_t k = 0; k < n; ++k) across_[k] = ((b[k] + d[k]) - (a[k] + c[k])) * h1;
            across_[n] = across_[0];
            for (std::size_t k = 0; k < n; ++k) slope[1][k] = (across_[k] + across_[k + 1]) / 2;
        }
        if (slope[2] != nullptr)
            for (std::size_t k = 0; k < n; ++k) slope[2][k] = (mean_[k + 1] - mean_[k]) * h2;
        if (mean != nullptr)
            for (std::size_t k = 0; k < n; ++k) mean[k] = (mean_[k] + mean_[k + 1]) / 2;
    }

private:
    pixel_grid const& grid_;
    std::vector<double> mean_, slope_, across_;
};

/// The derivative of x along an axis, or with any other number its mean, in the middle of each pixel
void along_lines(pixel_grid const& grid, double const* x, std::size_t axis, double* out) {
    auto const [planes, lines, n] = grid.count;
    corner_lines corners(grid);
    for (std::size_t i = 0; i < planes; ++i)
        for (std::size_t j = 0; j < lines; ++j, out += n) {
            std::array<double*, 3> slope{};
            if (axis < 3) slope[grid.place[axis]] = out;
            corners(x, i, j, slope, axis < 3 ? nullptr : out);
        }
}

/// (A_00 / h_0^2 + A_11 / h_1^2) / 12: the mean square of what the bilinear part adds to the gradient
std::vector<double> twist_of(cell_equation const& cell, pixel_grid const& grid) {
    std::size_t const n = cell.points();
    double const h0 = grid.spacing[0], h1 = grid.spacing[2];
    std::vector<double> out(n);
    for (std::size_t p = 0; p < n; ++p) out[p] = (cell.tensor[p] / (h0 * h0) + cell.tensor[3 * n + p] / (h1 * h1)) / 12;
    return out;
}
double mean_twist(std::vector<double> const& twist, pixel_grid const& grid) {
    double sum = 0;
    for (double const v : twist) sum += v;
    double const area = grid.spacing[0] * grid.spacing[2];
    return sum / static_cast<double>(twist.size()) * area * area;
}

/// Takes the mean off each component; returns that of the first.
double remove_mean(std::span<double> f, std::size_t n) {
    double first = 0;
    for (std::size_t begin = 0; begin < f.size(); begin += n) {
        double sum = 0;
        for (std::size_t p = begin; p < begin + n; ++p) sum += f[p];
        sum /= static_cast<double>(n);
        for (std::size_t p = begin; p < begin + n; ++p) f[p] -= sum;
        if (begin == 0) first = sum;
    }
    return first;
}

}  // namespace

pixel_operator::pixel_operator(cell_equation const& cell, bool twisted)
    : cell_(cell),
      grid_(cell),
      d_(cell.dimension),
      m_(cell.components),
      n_(cell.points()),
      twist_(twisted ? twist_of(cell, grid_) : std::vector<double>{}),
      rows_(entries_of(cell)),
      reference_(cell, twisted ? mean_twist(twist_, grid_) : 0),
      alternating_(cell, symmetric() && !twisted) {}

std::vector<std::vector<pixel_operator::entry>> pixel_operator::entries_of(cell_equation const& cell) {
    std::size_t const rows = cell.components * cell.dimension, n = cell.points();
    std::vector<std::vector<entry>> out(rows);
    std::vector<double const*> kept;
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < rows; ++j) {
            double const* const values = cell.tensor.data() + (i * rows + j) * n;
            if (std::all_of(values, values + n, [](double v) { return v == 0; })) continue;
            auto const same =
                std::ranges::find_if(kept, [&](double const* other) { return std::equal(values, values + n, other); });
            out[i].push_back({j, same == kept.end() ? values : *same});
            if (same == kept.end()) kept.push_back(values);
        }
    return out;
}

bool pixel_operator::symmetric() const {
    auto values = [&](std::size_t i, std::size_t j) -> double const* {
        for (entry const& e : rows_[i])
            if (e.column == j) return e.values;
        return nullptr;
    };
    bool out = cell_.transport.empty() && cell_.drift.empty();
    for (std::size_t i = 0; i < rows_.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) out = out && values(i, j) == values(j, i);
    return out;
}

void pixel_operator::precondition(vector const& r, vector& z) {
    z.resize(r.size());
    reference_.solve(r, z);
    alternating_.precondition(r, z);
}

/// out = D^T f + M^T v for what `flux(thread, plane, buffer)` puts into the buffer at all pixels of a plane, shape
/// (m D + values, lines, pixels of a line): f, and v of `values` components, 0 or m. x is what f is the flux of.
template <class Flux>
void pixel_operator::transposed(std::size_t values, Flux const& flux, std::span<double const> x, vector& out) const {
    auto const [planes, lines, n] = grid_.count;
    std::size_t const plane = lines * n, rows = m_ * d_ + values;
    out.resize(m_ * n_ + alternating_.size());
    std::vector<std::array<double, 2>> alternating(planes);
    std::size_t const blocks = std::min(planes, 8 * default_pool().size());
    std::vector<std::vector<double>> buffers(default_pool().size());
    grid_.run(blocks, [&, planes = planes, lines = lines, n = n](std::size_t task, std::size_t thread) {
        auto& buffer = buffers[thread];
        buffer.resize(2 * rows * plane + 2 * (n + 1));
        double *before = buffer.data(), *here = before + rows * plane;
        double *const difference = here + rows * plane, *const sum = difference + n + 1;  // [0] is the last pixel
        index_range const part = share(planes, task, blocks);
        flux(thread, (part.begin + planes - 1) % planes, before);
        for (std::size_t i = part.begin; i < part.end; ++i, std::swap(before, here)) {
            flux(thread, i, here);
            for (std::size_t axis = 0; axis < alternating_.size(); ++axis)
                for (std::size_t k = 0; k < n; ++k)
                    alternating[i][axis] += (i + k) % 2 == 0 ? here[axis * plane + k] : -here[axis * plane + k];
            for (std::size_t q = 0; q < m_; ++q)
                for (std::size_t j = 0; j < lines; ++j) {
                    std::size_t const previous = (j + lines - 1) % lines;
                    auto add = [&](std::size_t row, double a, double b, double c, double d, double* to) {
                        double const* const at = here + row * plane;
                        double const* const of = before + row * plane;
                        double const *p = at + j * n, *q1 = at + previous * n, *r = of + j * n, *s = of + previous * n;
                        for (std::size_t k = 0; k < n; ++k) to[k + 1] += a * p[k] + b * q1[k] + c * r[k] + d * s[k];
                    };
                    std::fill_n(difference, 2 * (n + 1), 0.0);
                    for (std::size_t axis = 0; axis < d_; ++axis) {
                        std::size_t const place = grid_.place[axis], row = q * d_ + axis;
                        double const h = 1 / (4 * grid_.spacing[place]);
                        if (place == 0) add(row, -h, -h, h, h, sum);
                        if (place == 1) add(row, -h, h, -h, h, sum);
                        if (place == 2) add(row, h, h, h, h, difference);
                    }
                    if (values > 0) add(m_ * d_ + q, 0.125, 0.125, 0.125, 0.125, sum);
                    difference[0] = difference[n], sum[0] = sum[n];
                    double* const to = out.data() + q * n_ + i * plane + j * n;
                    for (std::size_t k = 0; k < n; ++k)
                        to[k] = (difference[k] - difference[k + 1]) + (sum[k] + sum[k + 1]);
                }
        }
    });
    std::array<double, 2> total{};
    for (auto const& of_plane : alternating)
        for (std::size_t axis = 0; axis < 2; ++axis) total[axis] += of_plane[axis];
    alternating_.balance(total, x, out);
}

void pixel_operator::load(vector& out) const {
    std::size_t const plane = grid_.count[1] * grid_.count[2], rows = m_ * d_;
    bool const source = !cell_.source.empty();
    transposed(
        source ? m_ : 0,
        [&](std::size_t, std::size_t i, double* to) {
            for (std::size_t row = 0; row < rows; ++row)
                std::transform(&cell_.flux[row * n_ + i * plane], &cell_.flux[row * n_ + i * plane] + plane,
                               to + row * plane, std::negate<>());
            for (std::size_t q = 0; q < m_ && source; ++q)
                std::copy_n(&cell_.source[q * n_ + i * plane], plane, to + (rows + q) * plane);
        },
        vector(alternating_.size(), 0.0), out);
    remove_mean(std::span(out).first(m_ * n_), n_);
}

double pixel_operator::apply(vector const& x, vector& out) const {
    auto const [planes, lines, n] = grid_.count;
    std::size_t const plane = lines * n, rows = m_ * d_;
    std::size_t const drift = cell_.drift.empty() ? 0 : 1;
    auto const extra = alternating_.gradient(x);
    std::vector<corner_lines> corners(default_pool().size(), corner_lines(grid_));
    std::vector<std::vector<double>> slopes(corners.size(), std::vector<double>((rows + 1) * n));
    transposed(
        drift,
        [&, lines = lines, n = n](std::size_t thread, std::size_t i, double* to) {
            double* const slope = slopes[thread].data();
            double* const mean = slope + rows * n;
            for (std::size_t j = 0; j < lines; ++j) {
                for (std::size_t q = 0; q < m_; ++q) {
                    std::array<double*, 3> at{};
                    for (std::size_t axis = 0; axis < d_; ++axis) at[grid_.place[axis]] = slope + (q * d_ + axis) * n;
                    corners[thread](&x[q * n_], i, j, at, cell_.transport.empty() ? nullptr : mean);
                }
                for (std::size_t axis = 0; axis < alternating_.size(); ++axis)
                    for (std::size_t k = 0; k < n; ++k)
                        slope[axis * n + k] += (i + k) % 2 == 0 ? extra[axis] : -extra[axis];
                std::size_t const first = i * plane + j * n;
                for (std::size_t row = 0; row < rows; ++row) {
                    double* const f = to + row * plane + j * n;
                    std::fill_n(f, n, 0.0);
                    for (entry const& e : rows_[row])
                        for (std::size_t k = 0; k < n; ++k) f[k] += e.values[first + k] * slope[e.column * n + k];
                    for (std::size_t k = 0; k < n && !cell_.transport.empty(); ++k)
                        f[k] += cell_.transport[row * n_ + first + k] * mean[k];
                }
                double* const v = to + rows * plane + j * n;
                for (std::size_t axis = 0; axis < d_ && drift > 0; ++axis)
                    for (std::size_t k = 0; k < n; ++k)
                        v[k] = (axis == 0 ? 0 : v[k]) + cell_.drift[axis * n_ + first + k] * slope[axis * n + k];
            }
        },
        x, out);
    if (!twist_.empty()) add_twist(x, out);
    return drift > 0 ? remove_mean(std::span(out).first(m_ * n_), n_) : 0;
}

void pixel_operator::add_twist(vector const& x, vector& out) const {
    std::size_t const planes = grid_.count[0], n = grid_.count[2];
    std::size_t const blocks = std::min(planes, 8 * default_pool().size());
    grid_.run(blocks, [&](std::size_t task, std::size_t) {
        std::vector<double> before(n + 1), here(n + 1);  // [0] is the last pixel
        auto twist = [&](std::size_t i, std::vector<double>& of) {
            double const *low = &x[i * n], *high = &x[(i + 1) % planes * n], *stiffness = &twist_[i * n];
            for (std::size_t k = 0; k < n; ++k) {
                std::size_t const next = k + 1 < n ? k + 1 : 0;
                of[k + 1] = stiffness[k] * ((low[k] - high[k]) - (low[next] - high[next]));
            }
            of[0] = of[n];
        };
        index_range const part = share(planes, task, blocks);
        twist((part.begin + planes - 1) % planes, before);
        for (std::size_t i = part.begin; i < part.end; ++i, before.swap(here)) {
            twist(i, here);
            for (std::size_t k = 0; k < n; ++k) out[i * n + k] += (here[k + 1] - before[k + 1]) - (here[k] - before[k]);
        }
    });
}

void pixel_operator::gradient(vector const& x, std::vector<double>& out) const {
    out.resize(m_ * d_ * n_);
    for (std::size_t q = 0; q < m_; ++q)
        for (std::size_t axis = 0; axis < d_; ++axis) along_lines(grid_, &x[q * n_], axis, &out[(q * d_ + axis) * n_]);
    auto const extra = alternating_.gradient(x);
    for (std::size_t axis = 0; axis < alternating_.size(); ++axis)
        for (std::size_t p = 0; p < n_; ++p)
            out[axis * n_ + p] += (p / grid_.count[2] + p) % 2 == 0 ? extra[axis] : -extra[axis];
}

std::vector<double> at_pixels(cell_equation const& grid, std::span<double const> corners, std::size_t axis) {
    std::vector<double> out(corners.size());
    along_lines(pixel_grid(grid), corners.data(), axis, out.data());
    return out;
}

}  // namespace lamina
