#include <lamina/rows/chosen_variables.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace lamina {

namespace {

/// The constants: how many variables, how many residuals, and the number of each
template <class Real>
struct choice {
    std::size_t variables, residuals;
    Real const* of;
    explicit choice(Real const* constants)
        : variables(static_cast<std::size_t>(constants[0])), residuals(static_cast<std::size_t>(constants[1])),
          of(constants + 2) {}
    [[nodiscard]] std::size_t operator[](std::size_t i) const { return static_cast<std::size_t>(of[i]); }
};

template <class Real>
void values(Real const* constants, Real const*, Real const* u, Real* out) {
    constexpr std::size_t line = line_size<Real>;
    choice const chosen(constants);
    for (std::size_t i = 0; i < chosen.residuals; ++i) std::copy_n(u + chosen[i] * line, line, out + i * line);
}

template <class Real>
void slopes(Real const* constants, Real const*, Real const*, Real* out) {
    constexpr std::size_t line = line_size<Real>;
    choice const chosen(constants);
    std::fill_n(out, chosen.residuals * chosen.variables * line, Real(0));
    for (std::size_t i = 0; i < chosen.residuals; ++i)
        std::fill_n(out + (i * chosen.variables + chosen[i]) * line, line, Real(1));
}

}  // namespace

template <class Real>
chosen_variables<Real> choose_variables(graph::term_plan const& plan, std::span<std::size_t const> chosen) {
    auto const count = static_cast<std::size_t>(plan.variables());
    chosen_variables<Real> out;
    out.constants = {static_cast<double>(count), static_cast<double>(chosen.size())};
    for (std::size_t const variable : chosen) {
        if (variable >= count)
            throw std::invalid_argument("choose_variables: number " + std::to_string(variable) +
                                        ", expected less than " + std::to_string(count));
        out.constants.push_back(static_cast<double>(variable));
    }
    out.functions = functions_of_plan<Real>(plan, {values<Real>, slopes<Real>, nullptr});
    out.functions.residuals = chosen.size();
    out.functions.tables = 0;
    out.functions.constants = out.constants.size();
    out.functions.affine = true;
    return out;
}

template chosen_variables<double> choose_variables(graph::term_plan const&, std::span<std::size_t const>);
template chosen_variables<float> choose_variables(graph::term_plan const&, std::span<std::size_t const>);

}  // namespace lamina
