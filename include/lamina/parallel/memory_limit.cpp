#include <lamina/parallel/memory_limit.hpp>

#include <stdexcept>

#include <unistd.h>

#include <fmt/format.h>

namespace lamina {

double physical_memory() {
    return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
}

std::size_t expect_memory(std::string const& what, std::initializer_list<double> counts) {
    double numbers = 1;
    for (double const count : counts) numbers *= count;
    double const bytes = sizeof(double) * numbers, most = physical_memory();
    if (bytes > most)
        throw std::invalid_argument(
            fmt::format("{} need {:.6g} numbers, {:.3g} GB, more than the {:.3g} GB of this machine", what, numbers,
                        bytes / 1e9, most / 1e9));
    return static_cast<std::size_t>(numbers);
}

}  // namespace lamina
