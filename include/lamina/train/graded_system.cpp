#include <lamina/train/graded_system.hpp>

#include <utility>

#include <lamina/rows/block_losses.hpp>
#include <lamina/rows/row_weights.hpp>

namespace lamina {

graded_system::graded_system(residual_system<double>& of, std::vector<double> grade)
    : of_(of), grade_(std::move(grade)) {
    if (grade_.empty()) grade_.assign(of.rows(), 1.0);
    set_contradictions(of.contradictions());
}

void graded_system::set_grade(std::vector<double> grade) {
    grade_ = std::move(grade);
    count_change();
}

void graded_system::residual(std::span<double const> theta, std::span<double> r) {
    of_.residual(theta, r);
    for (std::size_t k = 0; k < r.size(); ++k) r[k] *= grade_[k];
}
void graded_system::jacobian(std::span<double const> theta, std::span<double> r, std::span<double> j_transposed) {
    of_.jacobian(theta, r, j_transposed);
    for (std::size_t k = 0; k < r.size(); ++k) r[k] *= grade_[k];
    for (std::size_t k = 0; k < j_transposed.size(); ++k) j_transposed[k] *= grade_[k % r.size()];
}
void graded_system::jacobian_times(std::span<double const> theta, std::span<double const> v, std::span<double> out) {
    of_.jacobian_times(theta, v, out);
    for (std::size_t k = 0; k < out.size(); ++k) out[k] *= grade_[k];
}
void graded_system::transposed_times(std::span<double const> theta, std::span<double const> w, std::span<double> out) {
    std::vector<double> graded(w.begin(), w.end());
    for (std::size_t k = 0; k < graded.size(); ++k) graded[k] *= grade_[k];
    of_.transposed_times(theta, graded, out);
}
double graded_system::loss_and_gradient(std::span<double const> theta, std::span<double> gradient) {
    std::vector<double> r(rows());
    residual(theta, r);
    auto const weight = row_weights(*this);
    double loss = 0;
    for (std::size_t k = 0; k < r.size(); ++k) r[k] *= weight[k], loss += r[k] * r[k] / 2;
    losses_ = lamina::block_losses(*this, r);
    for (std::size_t k = 0; k < r.size(); ++k) r[k] *= weight[k];
    transposed_times(theta, r, gradient);
    return loss;
}

}  // namespace lamina
