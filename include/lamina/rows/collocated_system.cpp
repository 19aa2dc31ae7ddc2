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

std::size_t ceil_div(std::size_t a, std::size_t b) {
    return (a + b - 1) / b;
}

/// Others wait for a thread that another process keeps from its core for one share at most, and each share has a
/// gradient to be cleared and added: the root of the blocks of a thread balances the two.
std::size_t share_count(std::size_t threads, std::size_t blocks) {
    if (threads == 1) return 1;
    double const balanced = std::sqrt(static_cast<double>(blocks) / static_cast<double>(threads));
    return threads * std::clamp(static_cast<std::size_t>(balanced), std::size_t{1}, std::size_t{8});
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
    std::size_t unit_rows = 0, most_residuals = 1, panel_blocks = 0;
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
        mean_slot_.push_back(points.how() == combination::mean ? slots_++ : 0);
        cost_before_.push_back(cost_);
        cost_ += points.panels() * points.shape().columns();
        std::size_t const block = std::min(points.panels(), panels_per_block<Real>(layout_, points.shape()));
        unit_rows = std::max(unit_rows, block * points.shape().row());
        panel_blocks += ceil_div(points.panels(), block);
    }
    block_losses_.resize(blocks_.size());
    scale_.resize(blocks_.size());
    for (auto& work : work_) work.reserve(layout_, unit_rows, trained_, most_residuals);
    shares_.resize(share_count(pool.size(), panel_blocks));
    slot_weight_.assign(slots_, Real(1));
    reserve_slots(slots_);
    for (auto& share : shares_) {
        share.sums.resize(blocks_.size());
        share.tangent_sums.resize(blocks_.size());
    }
}

/// Room for `slots` gradients in each share, and for the register that layer_gradient writes back behind the last.
template <class Real>
void collocated_system<Real>::reserve_slots(std::size_t slots) {
    for (auto& share : shares_) share.gradient.resize(slots * parameters() + cache_line / sizeof(Real));
}

template <class Real>
void collocated_system<Real>::set_lambda(std::size_t i, double lambda) {
    if (i >= blocks_.size())
        throw std::invalid_argument("collocated_system: block " + std::to_string(i) + " does not exist, expected < " +
                                    std::to_string(blocks_.size()));
    check_lambda(lambda, blocks_[i].name);
    blocks_[i].lambda = lambda;
}

/// The panels of a part in a share: those whose cost, stacked over the parts, begins in it.
template <class Real>
index_range collocated_system<Real>::panels(std::size_t part, std::size_t share) const {
    auto const& points = parts_[part]->points();
    std::size_t const rows_of_panels = points.panels() / points.panels_per_row();
    std::size_t const unit = points.panels_per_row() * points.shape().columns();
    auto const first = [&](std::size_t cost) {
        std::size_t const before = cost_before_[part];
        return cost <= before ? 0 : std::min(rows_of_panels, ceil_div(cost - before, unit));
    };
    index_range const mine = lamina::share(cost_, share, shares_.size());
    return {first(mine.begin) * points.panels_per_row(), first(mine.end) * points.panels_per_row()};
}

template <class Real>
row_sums collocated_system<Real>::total(std::size_t block, sums_of_share of) const {
    row_sums sum;
    for (auto const& share : shares_) {
        sum.square += (share.*of)[block].square;
        sum.mean += (share.*of)[block].mean;
    }
    return sum;
}

/// out = the first `slots` of the shares' gradients added, with their weights.
template <class Real>
void collocated_system<Real>::reduce_gradient(std::span<Real> out, std::size_t slots) {
    pool_->run([&](std::size_t t) {
        index_range const mine = share(parameters(), t, pool_->size());
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(mine.begin),
                  out.begin() + static_cast<std::ptrdiff_t>(mine.end), Real(0));
        for (std::size_t slot = 0; slot < slots; ++slot)
            for (auto const& share : shares_) {
                Real const* const from = share.gradient.data() + slot * parameters();
                for (std::size_t p = mine.begin; p < mine.end; ++p) out[p] += slot_weight_[slot] * from[p];
            }
    });
}

/// The scale of the adjoints of each block: that of the loss if `weighted`, else 1; of a mean 1, for the derivative of
/// the mean itself.
template <class Real>
void collocated_system<Real>::set_scale(bool weighted) {
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        double const weight = blocks_[b].lambda / static_cast<double>(blocks_[b].size);
        scale_[b] = weighted && !is_mean(part_of_[b]) ? static_cast<Real>(weight) : Real(1);
    }
}

/// The shares' gradients = J^T (adjoint of the rows) for every part, and for means the derivative of the mean.
template <class Real>
void collocated_system<Real>::pull_back(std::span<Real const> theta, Real const* direction, row_adjoint kind,
                                        Real const* w) {
    set_scale(kind == row_adjoint::residual);
    each_part(slots_, [&](std::size_t i, index_range mine, thread_state& state, row_sums* sums) {
        parts_[i]->pull_back(layout_, theta.data(), direction, mine, state.work, is_mean(i) ? row_adjoint::mean : kind,
                             scale_.data() + first_block_[i], w == nullptr ? nullptr : w + begin(i),
                             state.gradient.data() + mean_slot_[i] * parameters(), sums);
    });
}

/// The weights of the slots of means in the derivative of the loss: lambda times the mean
template <class Real>
void collocated_system<Real>::weigh_means() {
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (is_mean(i)) slot_weight_[mean_slot_[i]] = static_cast<Real>(blocks_[first_block_[i]].lambda * mean(i));
}

template <class Real>
void collocated_system<Real>::finish_means(std::span<Real> r) const {
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (is_mean(i)) r[begin(i)] = static_cast<Real>(mean(i));
}

template <class Real>
void collocated_system<Real>::residual(std::span<Real const> theta, std::span<Real> r) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("r", r.size(), rows_, "N");
    each_part(0, [&](std::size_t i, index_range mine, thread_state& state, row_sums* sums) {
        parts_[i]->residual(layout_, theta.data(), mine, state.work, r.data() + begin(i), sums);
    });
    finish_means(r);
}

template <class Real>
void collocated_system<Real>::jacobian(std::span<Real const> theta, std::span<Real> r, std::span<Real> j_transposed) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("r", r.size(), rows_, "N");
    check_size("j_transposed", j_transposed.size(), parameters() * rows_, "P * N");
    each_part(slots_, [&](std::size_t i, index_range mine, thread_state& state, row_sums* sums) {
        if (!is_mean(i))
            return parts_[i]->jacobian(layout_, theta.data(), mine, state.work, r.data() + begin(i),
                                       j_transposed.data() + begin(i), rows_);
        Real const scale = 1;
        parts_[i]->pull_back(layout_, theta.data(), nullptr, mine, state.work, row_adjoint::mean, &scale, nullptr,
                             state.gradient.data() + mean_slot_[i] * parameters(), sums);
    });
    finish_means(r);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (!is_mean(i)) continue;
        for (std::size_t p = 0; p < parameters(); ++p) {
            Real sum = 0;
            for (auto const& share : shares_) sum += share.gradient[mean_slot_[i] * parameters() + p];
            j_transposed[p * rows_ + begin(i)] = sum;
        }
    }
}

template <class Real>
void collocated_system<Real>::jacobian_times(std::span<Real const> theta, std::span<Real const> v,
                                             std::span<Real> out) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("v", v.size(), parameters(), "P");
    check_size("out", out.size(), rows_, "N");
    each_part(0, [&](std::size_t i, index_range mine, thread_state& state, row_sums* sums) {
        parts_[i]->tangent(layout_, theta.data(), v.data(), mine, state.work, out.data() + begin(i), sums);
    });
    finish_means(out);
}

template <class Real>
void collocated_system<Real>::transposed_times(std::span<Real const> theta, std::span<Real const> w,
                                               std::span<Real> out) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("w", w.size(), rows_, "N");
    check_size("out", out.size(), parameters(), "P");
    pull_back(theta, nullptr, row_adjoint::given, w.data());
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (is_mean(i)) slot_weight_[mean_slot_[i]] = w[begin(i)];
    reduce_gradient(out, slots_);
}

template <class Real>
double collocated_system<Real>::loss_and_gradient(std::span<Real const> theta, std::span<Real> gradient) {
    check_size("theta", theta.size(), parameters(), "P");
    check_size("gradient", gradient.size(), parameters(), "P");
    pull_back(theta, nullptr, row_adjoint::residual, nullptr);
    weigh_means();
    reduce_gradient(gradient, slots_);
    double loss = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i)
        for (std::size_t b = first_block_[i]; b < first_block_[i] + parts_[i]->blocks.size(); ++b) {
            double const squares = is_mean(i) ? mean(i) * mean(i) : total(b).square;
            block_losses_[b] = blocks_[b].lambda / static_cast<double>(blocks_[b].size) * squares / 2;
            loss += block_losses_[b];
        }
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
    pull_back(theta, v.data(), row_adjoint::residual, nullptr);
    weigh_means();
    reduce_gradient(out, slots_);
}

template class collocated_system<double>;
template class collocated_system<float>;

}  // namespace lamina
