#include <lamina/diagnose/loss_hessian.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <Spectra/SymEigsSolver.h>
#include <fmt/format.h>
#include <xtensor/xtensor.hpp>

#include <lamina/diagnose/one_block.hpp>
#include <lamina/numerics/symmetric_eigenvalues.hpp>
#include <lamina/parallel/memory_limit.hpp>
#include <lamina/report/array_of.hpp>
#include <lamina/report/progress.hpp>
#include <lamina/report/row_of.hpp>

namespace lamina {

namespace {

/// v -> H v, as Spectra takes it
struct hessian_product {
    using Scalar = double;
    residual_system<double>& system;
    std::span<double const> theta;

    [[nodiscard]] Eigen::Index rows() const { return static_cast<Eigen::Index>(system.parameters()); }
    [[nodiscard]] Eigen::Index cols() const { return rows(); }
    void perform_op(double const* v, double* out) const {
        std::size_t const n = system.parameters();
        system.hessian_times(theta, {v, n}, {out, n});
    }
};

}  // namespace

xt::xtensor<double, 2> loss_hessian(residual_system<double>& system, std::span<double const> theta,
                                    std::string_view block) {
    one_block const kept(system, block);
    std::size_t const n = system.parameters();
    expect_memory(fmt::format("loss_hessian: {} x {} numbers", n, n),
                  {static_cast<double>(n), static_cast<double>(n)});
    auto out = xt::xtensor<double, 2>::from_shape({n, n});
    std::vector<double> unit(n);
    progress shown("Hessian", n);
    for (std::size_t p = 0; p < n; ++p) {
        shown.update(p, "products");
        unit[p] = 1;
        system.hessian_times(theta, unit, row_of(out, p));
        unit[p] = 0;
    }
    return out;
}

xt::xtensor<double, 1> hessian_spectrum(residual_system<double>& system, std::span<double const> theta,
                                        std::string_view block) {
    auto const h = loss_hessian(system, theta, block);
    return array_of(numerics::symmetric_eigenvalues({h.data(), h.size()}, system.parameters()));
}

xt::xtensor<double, 1> largest_curvatures(residual_system<double>& system, std::span<double const> theta,
                                          std::size_t count, std::string_view block) {
    one_block const kept(system, block);
    std::size_t const n = system.parameters();
    if (count < 1 || 2 * count >= n)
        throw std::invalid_argument(
            fmt::format("largest_curvatures: count is {}, expected 1 to {} for {} parameters", count, (n - 1) / 2, n));
    hessian_product product{system, theta};
    auto const wanted = static_cast<Eigen::Index>(count);
    Spectra::SymEigsSolver<hessian_product> solver(
        product, wanted, std::min(product.rows(), std::max<Eigen::Index>(2 * wanted + 1, 20)));
    solver.init();
    solver.compute(Spectra::SortRule::LargestAlge, 1000, 1e-8);
    if (solver.info() != Spectra::CompInfo::Successful)
        throw std::runtime_error(
            fmt::format("largest_curvatures: the {} largest eigenvalues were not found in 1000 restarts", count));
    auto const values = solver.eigenvalues();
    return array_of({values.data(), count});
}

}  // namespace lamina
