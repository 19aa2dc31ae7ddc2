#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include <lamina/dsl/reject/refuse.hpp>
#include <lamina/parallel/thread_pool.hpp>
#include <lamina/sample/points_view.hpp>

namespace lamina {

/// What the trials of an experiment returned, functions of points, and their mean, a function too
template <class Member>
class ensemble_of {
public:
    explicit ensemble_of(std::vector<Member> members) : members_(std::move(members)) {}

    /// One for each trial, in their order
    [[nodiscard]] std::span<Member const> members() const { return members_; }
    /// The mean over the members at points of shape (N, D), of the first unknown or of an expression, in the shape that
    /// each has. Throws and costs as they do.
    template <class... Of>
    [[nodiscard]] auto operator()(points_view points, Of const&... of) const {
        auto out = members_.front()(points, of...);
        for (std::size_t k = 1; k < members_.size(); ++k) {
            auto const more = members_[k](points, of...);
            for (std::size_t n = 0; n < out.size(); ++n) out.data()[n] += more.data()[n];
        }
        for (double& v : out) v /= static_cast<double>(members_.size());
        return out;
    }
    /// The mean over the members of the square of the difference to their mean, of the same shape
    template <class... Of>
    [[nodiscard]] auto variance(points_view points, Of const&... of) const {
        auto const mean = (*this)(points, of...);
        auto out = mean;
        for (double& v : out) v = 0;
        for (Member const& member : members_) {
            auto const values = member(points, of...);
            for (std::size_t n = 0; n < out.size(); ++n) {
                double const off = values.data()[n] - mean.data()[n];
                out.data()[n] += off * off / static_cast<double>(members_.size());
            }
        }
        return out;
    }

private:
    std::vector<Member> members_;
};

/// Repeats an experiment: trial(k) for k = 0, 1, ..., trials - 1, side by side, each on one core. It makes what it
/// needs, model and all, and returns a function, as a solution is:
///
///     auto const networks = ensemble(10, [&](std::size_t k) {
///         auto model = collocate(darcy, interval(-pi, pi), mlp({40, 40, 40, 40}), points(1024), eps = 1.0 / 32);
///         return model.solution(train(model, glorot(model.layout(), k), adam(), {.iterations = 10000}).theta);
///     });
///     networks(points);  networks.variance(points);  networks(points, grad(u));
///
/// Equal trials give equal bits, whatever runs beside them. Throws std::invalid_argument for no trials, and what the
/// first trial throws that does. Cost: that of the trials, which is shared out among the cores.
template <class Trial>
auto ensemble(std::size_t trials, Trial const& trial) {
    using member = decltype(trial(std::size_t{0}));
    if constexpr (!std::invocable<member const&, points_view>) {
        return reject::refused_call<"ensemble(trials, trial): a trial returns a function of points; write "
                                    "return model.solution(found.theta) at its end",
                                    member>();
    } else {
        if (trials == 0) throw std::invalid_argument("ensemble: there are no trials, expected at least one");
        std::vector<std::optional<member>> found(trials);
        default_pool().run(trials, [&](std::size_t k, std::size_t) { found[k].emplace(trial(k)); });
        std::vector<member> out;
        for (std::optional<member>& one : found) out.push_back(std::move(*one));
        return ensemble_of<member>(std::move(out));
    }
}

}  // namespace lamina
