#include <lamina/sample/chebyshev.hpp>

#include <stdexcept>
#include <utility>

namespace lamina {

namespace {

class chebyshev_space final : public trial_space {
public:
    chebyshev_space(std::size_t degree, box domain) : n_(degree + 1), domain_(std::move(domain)) {}

    std::size_t size() const override {
        std::size_t all = 1;
        for (std::size_t i = 0; i < domain_.dimension(); ++i) all *= n_;
        return all - 1;
    }

    std::vector<double> derivative(std::span<double const> points, std::array<int, 3> const& times) const override {
        std::size_t const d = domain_.dimension(), count = points.size() / d;
        std::vector<double> out(size() * count);
        std::vector<std::vector<double>> factor(d);
        for (std::size_t p = 0; p < count; ++p) {
            for (std::size_t i = 0; i < d; ++i) factor[i] = along(i, points[p * d + i], times[i]);
            for (std::size_t k = 1; k <= size(); ++k) {
                double value = 1;
                for (std::size_t i = d, rest = k; i-- > 0; rest /= n_) value *= factor[i][rest % n_];
                out[(k - 1) * count + p] = value;
            }
        }
        return out;
    }

private:
    std::size_t n_;
    box domain_;

    /// d^times T_k / dx^times at one coordinate, k <= degree, by the recurrence
    /// T_(k+1)^(m) = 2 t T_k^(m) + 2 m T_k^(m-1) - T_(k-1)^(m).
    [[nodiscard]] std::vector<double> along(std::size_t i, double x, int times) const {
        double const scale = 2 / domain_.length(i), t = scale * (x - domain_.lower(i)) - 1;
        std::vector<double> lower(n_, 0.0), now(n_);
        for (int m = 0; m <= times; ++m) {
            now[0] = m == 0 ? 1.0 : 0.0;
            if (n_ > 1) now[1] = m == 0 ? t : m == 1 ? 1.0 : 0.0;
            for (std::size_t k = 1; k + 1 < n_; ++k) now[k + 1] = 2 * t * now[k] + 2 * m * lower[k] - now[k - 1];
            lower = now;
        }
        for (int m = 0; m < times; ++m)
            for (double& v : lower) v *= scale;
        return lower;
    }
};

}  // namespace

std::shared_ptr<trial_space const> chebyshev::on(box const& domain) const {
    if (degree == 0) throw std::invalid_argument("chebyshev: degree is 0, expected at least 1");
    return std::make_shared<chebyshev_space>(degree, domain);
}

}  // namespace lamina
