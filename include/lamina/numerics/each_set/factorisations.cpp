#include <lamina/numerics/factorisations.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace lamina::numerics {

namespace {

using index = Eigen::Index;
using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using rows = Eigen::Map<row_major, 0, Eigen::OuterStride<>>;
using const_rows = Eigen::Map<row_major const, 0, Eigen::OuterStride<>>;

index signed_of(std::size_t n) {
    return static_cast<index>(n);
}
rows rows_of(double* a, std::size_t lda, std::size_t count, std::size_t n) {
    return {a, signed_of(count), signed_of(n), Eigen::OuterStride<>(signed_of(lda))};
}
const_rows rows_of(double const* a, std::size_t lda, std::size_t count, std::size_t n) {
    return {a, signed_of(count), signed_of(n), Eigen::OuterStride<>(signed_of(lda))};
}

// By copies: rows that lie a power of two apart would push each other out of the cache.
bool cholesky(double* a, std::size_t lda, std::size_t n) {
    rows matrix = rows_of(a, lda, n, n);
    Eigen::LLT<row_major> const factor(matrix);
    matrix.triangularView<Eigen::Lower>() = factor.matrixLLT();
    // Eigen takes a NaN for a pivot; one anywhere reaches the diagonal of its row.
    return factor.info() == Eigen::Success && matrix.diagonal().allFinite();
}

void solve_lower(double const* l, std::size_t ldl, std::size_t n, double* x, std::size_t ldx, std::size_t count) {
    rows unknown = rows_of(x, ldx, count, n);
    Eigen::MatrixXd solution = unknown;
    rows_of(l, ldl, n, n).transpose().triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(solution);
    unknown = solution;
}

bool eigenvalues(double const* g, std::size_t n, double* values) {
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const solver(rows_of(g, n, n, n), Eigen::EigenvaluesOnly);
    Eigen::VectorXd::Map(values, signed_of(n)) = solver.eigenvalues();
    return solver.info() == Eigen::Success;
}

void tridiagonalise(double* g, std::size_t n, double* diagonal, double* beside) {
    rows matrix = rows_of(g, n, n, n);
    Eigen::Tridiagonalization<Eigen::MatrixXd> const t(matrix);
    Eigen::VectorXd::Map(diagonal, signed_of(n)) = t.diagonal();
    Eigen::VectorXd::Map(beside, signed_of(n) - 1) = t.subDiagonal();
    Eigen::MatrixXd const q = t.matrixQ();
    matrix = q.transpose();
}

}  // namespace

namespace LAMINA_SET {

extern factorisations const eigen_factorisations;
factorisations const eigen_factorisations{
    .cholesky = cholesky, .solve_lower = solve_lower, .eigenvalues = eigenvalues, .tridiagonalise = tridiagonalise};

}  // namespace LAMINA_SET

}  // namespace lamina::numerics
