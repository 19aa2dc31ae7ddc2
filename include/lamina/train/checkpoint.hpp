#pragma once

#include <cstddef>
#include <filesystem>

#include <lamina/train/rhythm.hpp>
#include <lamina/train/state_fields.hpp>

namespace lamina {

struct training_plan;

/// A file of all that a run of training needs to go on, written at the iterations or after the seconds asked for, and
/// when training ends:
///
///     train(model, start, adam(), {.iterations = 40000}, checkpoint("run.npz", every_seconds{30}),
///           resume{.path = "run.npz", .must_exist = false})
///
/// run again after whatever ended it goes on from the last file. It is replaced as a whole (report/whole_file.hpp), and
/// holds what the method remembers, the count of iterations, the time that has passed, the best parameters, the
/// history, the weights of the blocks and what monitors remember, as arrays for numpy.load (report/npz.hpp). Throws
/// std::runtime_error if the first cannot be written; where a later one cannot, `stopped_because` says so.
struct checkpoint {
    std::filesystem::path path;
    std::size_t iterations = 0;  ///< 0: after the seconds
    double seconds = 0;

    checkpoint(std::filesystem::path file, every_iterations when);
    /// Throws std::invalid_argument for seconds below 0 or NaN.
    checkpoint(std::filesystem::path file, every_seconds when);
    void add_to(training_plan& plan) const;
};

/// Goes on from a checkpoint instead of from theta: bit for bit the run that nothing ended, on the same number of
/// threads, if the call is the same; limits may be wider, and more methods may follow. Without a file, training begins
/// unless it must exist: then it throws std::runtime_error. Throws std::invalid_argument, with what it holds and what
/// was expected, for a file that is damaged, or of other methods, blocks or numbers of parameters.
struct resume {
    std::filesystem::path path;
    bool must_exist = true;

    void add_to(training_plan& plan) const;
};

/// The arrays of a checkpoint
void write_checkpoint(std::filesystem::path const& path, state_fields::arrays const& saved);
state_fields::arrays read_checkpoint(std::filesystem::path const& path);

}  // namespace lamina
