#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lamina {

/// When training ends, whatever comes first.
struct stop {
    std::size_t iterations = 1000;
    double seconds = 1e300;
    double loss = 0;  ///< reached or passed
};

struct history_entry {
    std::size_t iteration = 0;
    double seconds = 0;
    double loss = 0;
};

/// What training returns: the best parameters seen, shape (P,), and how it got there.
struct fit {
    std::vector<double> theta;
    double loss = 0;
    std::vector<history_entry> history;
    std::string stopped_because;
};

}  // namespace lamina
