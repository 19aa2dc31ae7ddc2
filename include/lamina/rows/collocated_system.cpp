#include <lamina/rows/collocated_system.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <lamina/report/digits.hpp>

namespace lamina {

namespace {

void check_size(char const* name, std::size_t size, std::size_t expected, char const* shape) {
    if (size != expected)
        throw std::invalid_argument("collocated_system: " + std::string(name) + " has " + std::to_string(size) +
                                    " numbers, expected " + shape + " = " + std::to_string(expected));
}

void check_lambda(double lambda, std::string const& name) {
    if (!std::isfinite(lambda) || lambda < 0)
        throw std::invalid_argument("collocated_system: lambda of " + name + " is " + digits(lambda) +
                                    ", expected a finite number >= 0");
}

}  // namespace

template <class Real>
collocated_system<Real>::~collocated_system() = default;

template <class Real>
collocated_system<Real>::collocated_system(network_layout layout,
                                           std::vector<std::unique_ptr<residual_part<Real>>> parts, thread_pool& pool)
    : layout_(std::move(layout)), parts_(std::move(parts)), work_(pool.size()), pool_(&pool) {
    if (parts_.empty()) throw std::invalid_argument("collocated_system: parts is empty, expected at least one");
    trained_ = parts_.front()->trained();
    std::size_t unit_rows = 0, most_residuals = 1;
    std::vector<portion> portions;
    for (auto const& part : parts_) {
        auto const& points = part->points();
        auto const refuse = [&](char const* what, std::size_t has, std::size_t expected) {
            throw std::invalid_argument("collocated_system: part " + part->blocks.front().name + " has " +
                                        std::to_string(has) + " " + what + ", expected " + std::to_string(expected));
        };
        if (points.inputs() != layout_.inputs()) refuse("inputs", points.inputs(), layout_.inputs());
        if (part->outputs() != layout_.outputs()) refuse("outputs", part->outputs(), layout_.outputs());
        if (part->trained() != trained_) refuse("trained parameters", part->trained(), trained_);

        first_block_.push_back(blocks_.size());
        for (residual_block& block : part->blocks) {
            check_lambda(block.lambda, block.name);
            block.begin = rows_;
            rows_ += block.size;
            blocks_.push_back(block);
            part_of_.push_back(first_block_.size() - 1);
        }
        most_residuals = std::max(most_residuals, part->blocks.size());
        if (part->rows().open()) open_.push_back(first_block_.back());
        slot_.push_back(part->rows().open() ? open_.size() : 0);
        std::size_t const block = std::min(points.panels(), panels_per_block<Real>(layout_, points.shape()));
        unit_rows = std::max(unit_rows, block * points.shape().row());
        portions.push_back({points.panels(), points.panels_per_row(), points.shape().columns(), block});
    }
    block_losses_.resize(blocks_.size());
    scale_.resize(blocks_.size());
    for (auto& work : work_) work.reserve(layout_, unit_rows, trained_, most_residuals);
    partition_ = panel_partition(std::move(portions), pool.size());
    sums_ = share_sums<Real>(partition_.shares(), blocks_.size(), parameters());
    sums_.reserve(1 + open_.size());
    slot_weights_.assign(1 + open_.size(), Real(1));
}

template <class Real>
void collocated_system<Real>::set_lambda(std::size_t i, double lambda) {
    if (i >= blocks_.size())
        throw std::invalid_argument("collocated_system: block " + std::to_string(i) + " does not exist, expected < " +
                                    std::to_string(blocks_.size()));
    check_lambda(lambda, blocks_[i].name);
    blocks_[i].lambda = lambda;
}

template <class Real>
void collocated_system<Real>::take_points(std::size_t seed) {
    if (!lay_.anew) residual_system<Real>::take_points(seed);
    lay_.anew(seed, parts_);
}

template <class Real>
void collocated_system<Real>::take_given(std::span<double const> points) {
    if (!lay_.at) residual_system<Real>::take_given(points);
    lay_.at(points, parts_);
}

template <class Real>
std::vector<double> collocated_system<Real>::times() const {
    residual_part<Real> const& equations = *parts_.front();
    if (!equations.reading || !equations.reading->in_time()) return {};
    std::vector<double> out(rows_, NAN);
    for (residual_block const& block : std::span(blocks_).first(equations.blocks.size()))
        for (std::size_t n = 0; n < block.size; ++n) out[block.begin + n] = equations.reading->time(n);
    return out;
}

/// The scale of the adjoints of each block: that of the loss if `weighted`, else 1
template <class Real>
void collocated_system<Real>::set_scale(bool weighted) {
    for (std::size_t b = 0; b < blocks_.size(); ++b)
        scale_[b] = weighted ? static_cast<Real>(blocks_[b].weight()) : Real(1);
}

template <class Real>
void collocated_system<Real>::pull_back(std::span<Real const> theta, Real const* direction, Real const* w,
                                        std::span<Real> out) {
    set_scale(w == nullptr);
    each_part(1 + open_.size(), [&](part_share const& at) {
        at.part.pull_back(layout_, theta.data(), direction, at.panels, at.work, scale_.data() + at.block,
                          w == nullptr ? nullptr : w + at.row, at.gradient, at.sums);
    });
    for (std::size_t k = 0; k < open_.size(); ++k) {
        residual_block const& block = blocks_[open_[k]];
        slot_weights_[1 + k] =
            w != nullptr ? w[block.begin] : static_cast<Real>(block.weight() * sums_.total(open_[k]).open);
    }
    sums_.gradient(*pool_, 0, std::span(slot_weights_).first(1 + open_.size()), out);
}

/// The open rows of r, or of J v
template <class Real>
void collocated_system<Real>::finish_open(std::span<Real> r) const {
    for (std::size_t const b : open_) r[blocks_[b].begin] = static_cast<Real>(sums_.total(b).open);
}

template <class Real>
void collocated_system<Real>::residual(std::span<Real const> theta, std::span<Real> r) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("r", r.size(), rows_, "N");
    each_part(0, [&](part_share const& at) {
        at.part.residual(layout_, theta.data(), at.panels, at.work, r.data() + at.row, at.sums);
    });
    finish_open(r);
}

template <class Real>
void collocated_system<Real>::jacobian(std::span<Real const> theta, std::span<Real> r, std::span<Real> j_transposed) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("r", r.size(), rows_, "N");
    check_size("j_transposed", j_transposed.size(), parameters() * rows_, "P * N");
    each_part(1 + open_.size(), [&](part_share const& at) {
        at.part.jacobian(layout_, theta.data(), at.panels, at.work, r.data() + at.row, j_transposed.data() + at.row,
                         rows_, at.gradient, at.sums);
    });
    finish_open(r);
    std::vector<Real> row(open_.empty() ? 0 : parameters());
    Real const one = 1;
    for (std::size_t k = 0; k < open_.size(); ++k) {
        sums_.gradient(*pool_, 1 + k, {&one, 1}, row);
        for (std::size_t p = 0; p < row.size(); ++p) j_transposed[p * rows_ + blocks_[open_[k]].begin] = row[p];
    }
}

template <class Real>
void collocated_system<Real>::jacobian_times(std::span<Real const> theta, std::span<Real const> v,
                                             std::span<Real> out) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("v", v.size(), parameters(), "P");
    check_size("out", out.size(), rows_, "N");
    each_part(0, [&](part_share const& at) {
        at.part.tangent(layout_, theta.data(), v.data(), at.panels, at.work, out.data() + at.row, at.sums);
    });
    finish_open(out);
}

template <class Real>
void collocated_system<Real>::transposed_times(std::span<Real const> theta, std::span<Real const> w,
                                               std::span<Real> out) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("w", w.size(), rows_, "N");
    check_size("out", out.size(), parameters(), "P");
    pull_back(theta, nullptr, w.data(), out);
}

template <class Real>
double collocated_system<Real>::loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("gradient", gradient.size(), parameters(), "P");
    pull_back(theta, nullptr, nullptr, gradient);
    double loss = 0;
    for (std::size_t b = 0; b < blocks_.size(); ++b)
        loss += block_losses_[b] = blocks_[b].weight() * sums_.total(b).squares() / 2;
    return loss;
}

template <class Real>
void collocated_system<Real>::check_product(std::size_t theta, std::size_t v, std::size_t out) const {
    check_size("theta", theta, parameters(), "P");
    check_size("v", v, parameters(), "P");
    check_size("out", out, parameters(), "P");
}

template <class Real>
void collocated_system<Real>::gauss_newton_times(std::span<Real const> theta, std::span<Real const> v,
                                                 std::span<Real> out) {
    check_product(theta.size(), v.size(), out.size());
    pull_back(theta, v.data(), nullptr, out);
}

template class collocated_system<double>;
template class collocated_system<float>;

}  // namespace lamina
