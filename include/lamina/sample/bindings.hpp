#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <lamina/sample/mentioned_names.hpp>

namespace lamina {

/// What the names in an equation stand for at run time.
struct bindings {
    std::map<std::string, double> parameters;
    /// Positions that stay where they are while the points vary, by name: the slow x of a cell problem, shape (D,).
    std::map<std::string, std::vector<double>> positions;
    /// A function of position that is known at run time: its value at `x`, shape (D,), differentiated
    /// `derivative[i]` times along coordinate i, shape (D,).
    using field = std::function<double(std::span<double const> x, std::span<int const> derivative)>;
    std::map<std::string, field> fields;

    /// Binds a parameter. Throws std::invalid_argument if it is not among `names` or is bound already; `who` takes it.
    void bind(char const* who, mentioned_names const& names, std::string const& name, double value);
};

}  // namespace lamina
