#include <lamina/sample/chebyshev.hpp>

#include <stdexcept>
#include <string>
#include <utility>

#include <lamina/network/chebyshev.hpp>
#include <lamina/report/positive_count.hpp>

namespace lamina {

namespace {

/// The products of a chebyshev_basis but the constant, functions first.
class chebyshev_space final : public trial_space {
public:
    explicit chebyshev_space(chebyshev_basis basis) : basis_(std::move(basis)) {}

    std::size_t size() const override { return basis_.size() - 1; }

    std::vector<double> derivative(std::span<double const> points,
                                   std::array<int, max_axes> const& times) const override {
        std::size_t const d = basis_.dimension(), count = points.size() / d, all = basis_.size();
        std::vector<double> const rows = basis_.derivative(points, std::span(times).first(d));
        std::vector<double> out(size() * count);
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t k = 1; k < all; ++k) out[(k - 1) * count + p] = rows[p * all + k];
        return out;
    }

private:
    chebyshev_basis basis_;
};

}  // namespace

std::shared_ptr<trial_space const> chebyshev::on(box const& domain) const {
    std::vector<std::size_t> degree = degrees;
    if (degree.size() == 1) degree.resize(domain.dimension(), degree[0]);
    if (degree.size() != domain.dimension())
        throw std::invalid_argument("chebyshev: " + std::to_string(degree.size()) + " degrees for " +
                                    std::to_string(domain.dimension()) + " axes, expected one for all or one for each");
    for (std::size_t const n : degree) expect_positive(n, "chebyshev: degree");
    std::vector<double> lower, upper;
    for (std::size_t i = 0; i < domain.dimension(); ++i) {
        lower.push_back(domain.lower(i));
        upper.push_back(domain.upper(i));
    }
    return std::make_shared<chebyshev_space>(chebyshev_basis(lower, upper, degree));
}

}  // namespace lamina
