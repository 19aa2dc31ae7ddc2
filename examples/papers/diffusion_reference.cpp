#include "diffusion_reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace {

/// Values at the (n + 1)^2 nodes of n x n squares
class square_grid {
public:
    explicit square_grid(std::size_t n) : n(n), values_((n + 1) * (n + 1), 0.0) {}
    std::size_t n;

    double& operator()(std::size_t i, std::size_t j) { return values_[i * (n + 1) + j]; }
    double operator()(std::size_t i, std::size_t j) const { return values_[i * (n + 1) + j]; }
    [[nodiscard]] double neighbours(std::size_t i, std::size_t j) const {
        return (*this)(i - 1, j) + (*this)(i + 1, j) + (*this)(i, j - 1) + (*this)(i, j + 1);
    }
    void clear() { std::ranges::fill(values_, 0.0); }
    [[nodiscard]] double dot(square_grid const& other) const {
        double out = 0;
        for (std::size_t k = 0; k < values_.size(); ++k) out += values_[k] * other.values_[k];
        return out;
    }
    /// this = factor this + other times weight
    void combine(double factor, square_grid const& other, double weight) {
        for (std::size_t k = 0; k < values_.size(); ++k) values_[k] = factor * values_[k] + weight * other.values_[k];
    }

private:
    std::vector<double> values_;
};

template <class Use>
void inside(square_grid const& of, Use const& use) {
    for (std::size_t i = 1; i < of.n; ++i)
        for (std::size_t j = 1; j < of.n; ++j) use(i, j);
}

/// An approximate inverse of 4 - neighbours, symmetric: a V-cycle with red and black Gauss-Seidel steps
class laplace_cycle {
public:
    explicit laplace_cycle(std::size_t n) {
        for (;; n /= 2) {
            levels_.push_back({square_grid(n), square_grid(n)});
            if (n % 2 != 0 || n <= 4) return;
        }
    }
    square_grid const& operator()(square_grid const& r) {
        levels_[0].r = r;
        cycle(0);
        return levels_[0].x;
    }

private:
    struct level {
        square_grid r, x;
    };
    std::vector<level> levels_;

    void smooth(level& at, std::size_t first) {
        for (std::size_t const colour : {first, 1 - first})
            for (std::size_t i = 1; i < at.x.n; ++i)
                for (std::size_t j = 1 + (i + colour) % 2; j < at.x.n; j += 2)
                    at.x(i, j) = (at.r(i, j) + at.x.neighbours(i, j)) / 4;
    }
    void cycle(std::size_t l) {
        level& at = levels_[l];
        at.x.clear();
        if (l + 1 == levels_.size()) {
            for (std::size_t k = 0; k < 20 * at.x.n; ++k) smooth(at, 0);
            for (std::size_t k = 0; k < 20 * at.x.n; ++k) smooth(at, 1);
            return;
        }
        smooth(at, 0);
        level& below = levels_[l + 1];
        auto const left = [&](std::size_t i, std::size_t j) {
            return i == 0 || j == 0 || i == at.x.n || j == at.x.n ? 0
                                                                  : at.r(i, j) - 4 * at.x(i, j) + at.x.neighbours(i, j);
        };
        inside(below.r, [&](std::size_t i, std::size_t j) {
            double sum = 0;
            for (int a = -1; a <= 1; ++a)
                for (int b = -1; b <= 1; ++b)
                    sum += (2 - std::abs(a)) * (2 - std::abs(b)) *
                           left(2 * i + static_cast<std::size_t>(a), 2 * j + static_cast<std::size_t>(b));
            below.r(i, j) = sum / 4;
        });
        cycle(l + 1);
        inside(at.x, [&](std::size_t i, std::size_t j) {
            at.x(i, j) += (below.x(i / 2, j / 2) + below.x((i + 1) / 2, j / 2) + below.x(i / 2, (j + 1) / 2) +
                           below.x((i + 1) / 2, (j + 1) / 2)) /
                          4;
        });
        smooth(at, 1);
    }
};

/// u - g
square_grid solved_on(std::size_t n, std::function<double(double, double)> const& a,
                      std::function<double(double, double)> const& f) {
    double const h = 1 / static_cast<double>(n);
    square_grid right(n), up(n), u(n), r(n), p(n), image(n);  // a in the middle of the edges that begin at a node
    for (std::size_t i = 0; i <= n; ++i)
        for (std::size_t j = 0; j <= n; ++j) {
            double const x = static_cast<double>(i) * h, y = static_cast<double>(j) * h;
            right(i, j) = a(x + h / 2, y), up(i, j) = a(x, y + h / 2);
        }
    inside(r, [&](std::size_t i, std::size_t j) {
        r(i, j) = h * h * f(static_cast<double>(i) * h, static_cast<double>(j) * h);
    });
    laplace_cycle precondition(n);
    double const size = r.dot(r);
    double before = 1;
    for (int step = 0; step < 200; ++step) {
        auto const& z = precondition(r);
        double const now = r.dot(z);
        p.combine(step == 0 ? 0 : now / before, z, 1);
        before = now;
        inside(p, [&](std::size_t i, std::size_t j) {
            image(i, j) = right(i, j) * (p(i, j) - p(i + 1, j)) + right(i - 1, j) * (p(i, j) - p(i - 1, j)) +
                          up(i, j) * (p(i, j) - p(i, j + 1)) + up(i, j - 1) * (p(i, j) - p(i, j - 1));
        });
        double const along = now / p.dot(image);
        u.combine(1, p, along);
        r.combine(1, image, -along);
        if (r.dot(r) < 1e-24 * size) return u;
    }
    throw std::runtime_error("reference: conjugate gradients have not converged");
}

}  // namespace

known_field diffusion_by_differences(std::function<double(double, double)> const& a,
                                     std::function<double(double, double)> const& f, double g, double eps) {
    auto const n = std::max<std::size_t>(128, 64 * static_cast<std::size_t>(std::ceil(5 / eps / 64)));
    std::vector<square_grid> grids;
    for (std::size_t const times : {1, 2, 4}) grids.push_back(solved_on(times * n, a, f));
    auto const limit = [&](auto const& of) {
        double const coarse = of(0), middle = of(1), fine = of(2);
        return (64 * fine - 20 * middle + coarse) / 45;
    };
    std::size_t const step = n / 64;
    known_field out{lamina::interior_points(lamina::box({0, 0}, {1, 1}), lamina::grid_points({63, 63})), {}};
    for (std::size_t i = 1; i < 64; ++i)
        for (std::size_t j = 1; j < 64; ++j) {
            auto const at = [&](std::size_t l, int along_0, int along_1) {
                std::size_t const times = step << l;
                return grids[l](times * i + static_cast<std::size_t>(along_0),
                                times * j + static_cast<std::size_t>(along_1));
            };
            out.values.first.push_back(g + limit([&](std::size_t l) { return at(l, 0, 0); }));
            auto const slope = [&](int along_0, int along_1) {
                return limit([&](std::size_t l) {
                    return (at(l, along_0, along_1) - at(l, -along_0, -along_1)) * static_cast<double>(n << l) / 2;
                });
            };
            out.values.second.push_back(slope(1, 0));
            out.values.second.push_back(slope(0, 1));
        }
    return out;
}
