#include <lamina/rows/chosen_variables.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace lamina {

namespace {

constexpr std::size_t line = line_size<double>;

/// The constants: how many variables, how many residuals, and the number of each
struct choice {
    std::size_t variables, residuals;
    double const* of;
    explicit choice(double const* constants)
        : variables(static_cast<std::size_t>(constants[0])), residuals(static_cast<std::size_t>(constants[1])),
          of(constants + 2) {}
    [[nodiscard]] std::size_t operator[](std::size_t i) const { return static_cast<std::size_t>(of[i]); }
};

void values(double const* constants, double const*, double const* u, double* out) {
    choice const chosen(constants);
    for (std::size_t i = 0; i < chosen.residuals; ++i) std::copy_n(u + chosen[i] * line, line, out + i * line);
}

void slopes(double const* constants, double const*, double const*, double* out) {
    choice const chosen(constants);
    std::fill_n(out, chosen.residuals * chosen.variables * line, 0.0);
    for (std::size_t i = 0; i < chosen.residuals; ++i)
        std::fill_n(out + (i * chosen.variables + chosen[i]) * line, line, 1.0);
}

}  // namespace

chosen_variables choose_variables(graph::term_plan const& plan, std::span<std::size_t const> chosen) {
    auto const count = static_cast<std::size_t>(plan.variables());
    chosen_variables out;
    out.constants = {static_cast<double>(count), static_cast<double>(chosen.size())};
    for (std::size_t const variable : chosen) {
        if (variable >= count)
            throw std::invalid_argument("choose_variables: number " + std::to_string(variable) +
                                        ", expected less than " + std::to_string(count));
        out.constants.push_back(static_cast<double>(variable));
    }
    out.functions = functions_of_plan(plan, {values, slopes, nullptr});
    out.functions.residuals = chosen.size();
    out.functions.tables = 0;
    out.functions.constants = out.constants.size();
    out.functions.affine = true;
    return out;
}

}  // namespace lamina
