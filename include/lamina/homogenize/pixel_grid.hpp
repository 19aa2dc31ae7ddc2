#pragma once

#include <array>
#include <cstddef>

#include <lamina/homogenize/cell_equation.hpp>
#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

/// The pixels of a cell as planes of lines, the last axis along the lines: one axis (1, 1, n), two (n_0, 1, n_1), three
/// (n_0, n_1, n_2).
struct pixel_grid {
    std::array<std::size_t, 3> count{1, 1, 1};  ///< planes, lines of a plane, pixels of a line
    std::array<double, 3> spacing{1, 1, 1};
    std::array<std::size_t, 3> place{};  ///< of axis i among these three

    explicit pixel_grid(cell_equation const& cell) {
        std::size_t const d = cell.dimension;
        place = d == 1 ? std::array<std::size_t, 3>{2, 0, 1} : std::array<std::size_t, 3>{0, d == 2 ? 2U : 1U, 2};
        for (std::size_t i = 0; i < d; ++i) {
            count[place[i]] = cell.grid[i];
            spacing[place[i]] = cell.period[i] / static_cast<double>(cell.grid[i]);
        }
    }
    [[nodiscard]] std::size_t points() const { return count[0] * count[1] * count[2]; }

    /// Calls task(i, thread) for i < tasks: on all threads of the default pool unless the grid is too small for that.
    template <class Task>
    void run(std::size_t tasks, Task const& task) const {
        if (points() >= (std::size_t{1} << 14)) return default_pool().run(tasks, task);
        for (std::size_t i = 0; i < tasks; ++i) task(i, 0);
    }
};

}  // namespace lamina
