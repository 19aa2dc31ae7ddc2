#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <xtensor/xtensor_forward.hpp>

#include <lamina/report/given_numbers.hpp>
#include <lamina/train/monitor.hpp>

namespace lamina {

/// Arrays that are recorded as training goes on, one row each time: spectra of the tangent kernel, amplitudes of the
/// error, gradients.
///
///     array_history spectra("spectrum");
///     train(model, theta, adam(), {.iterations = 10000}, every(500, spectra.of([](auto const& now) {
///         return tangent_kernel(now.system, now.theta).spectrum();
///     })));
///     spectra.save("spectra.npz");
///
/// Copies share their rows. They are saved with checkpoints.
class array_history {
public:
    explicit array_history(std::string name) : name_(std::move(name)), rows_(std::make_shared<rows>()) {}

    /// What records value(now), an array of numbers, by `every`. Training throws std::invalid_argument where it has
    /// another number of entries than at first.
    template <class F>
    [[nodiscard]] auto of(F value) const {
        return recorder<F>{*this, std::move(value)};
    }

    /// Which iterations were recorded, T of them, and when, shape (T,)
    [[nodiscard]] xt::xtensor<double, 1> iterations() const;
    [[nodiscard]] xt::xtensor<double, 1> seconds() const;
    /// What was, shape (T, n)
    [[nodiscard]] xt::xtensor<double, 2> values() const;
    /// The mean of each entry over up to `window` rows that end with it, shape (T, n). Throws std::invalid_argument for
    /// a window of 0.
    [[nodiscard]] xt::xtensor<double, 2> rolling_mean(std::size_t window) const;

    /// Into a .npz file, "iteration", "seconds" (T,) and the array under its name (T, n); or a .csv file with a column
    /// for each entry, name[0], name[1], ... Throws std::invalid_argument for another ending and where nothing was
    /// recorded, std::runtime_error if the file cannot be written.
    void save(std::filesystem::path const& path) const;

private:
    struct rows {
        std::vector<double> iteration, seconds, values;
        std::size_t entries = 0;
    };
    template <class F>
    struct recorder;

    std::string name_;
    std::shared_ptr<rows> rows_;

    void add(training_view const& now, given_numbers const& row) const;
    void describe(state_fields& to) const;
};

template <class F>
struct array_history::recorder {
    array_history to;
    F value;

    template <class Model>
    void operator()(view_of<Model> const& now) const {
        to.add(now, value(now));
    }
    void describe(state_fields& fields) { to.describe(fields); }
};

}  // namespace lamina
