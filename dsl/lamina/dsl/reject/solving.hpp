#pragma once

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of what is handed to the functions that solve a problem.
namespace lamina::reject {

/// An argument of `collocate` that is none
template <class T>
constexpr bool collocation_argument() {
    if constexpr (whole<T>())
        refuse<said<[] {
            constexpr part is = kind_of<T>();
            sentence s;
            s << "collocate(..., " << wording<T>() << "): ";
            if constexpr (is == part::number)
                s << "a number alone does not say what it is; write points(256), lambda{10} or k = 0.5";
            else if constexpr (is == part::equation)
                s << "a parameter takes its value by =; write " << wording<decltype(T::left)>() << " = 0.5";
            else if constexpr (is == part::expression)
                s << "an expression is no argument; write features(" << wording<T>()
                  << ") for an input of the network, "
                  << "k = 0.5 for a value";
            else s << "this is no argument of it; write points(256), lambda{10}, features(x, sin(x)) or k = 0.5";
            return s;
        }>>();
    return false;
}

enum class handed { problem, domain, network, equation, other };

/// `collocate(...)` or `explain(...)`, named Caller, of parts in another order or number
template <fixed_string Caller, handed... Parts>
constexpr nothing no_collocation() {
    refuse<said<[] {
        constexpr std::array<handed, sizeof...(Parts) + 3> is{Parts..., handed::other, handed::other, handed::other};
        bool const has_problem = ((Parts == handed::problem) || ...), has_domain = ((Parts == handed::domain) || ...),
                   has_network = ((Parts == handed::network) || ...);
        sentence s;
        s << Caller.view() << "(...): ";
        if (is[0] == handed::equation) s << "the first is an equation, no problem";
        else if (!has_problem) s << "there is no problem";
        else if (!has_domain) s << "there is no domain";
        else if (!has_network) s << "there is no network";
        else s << "problem, domain and network come first, in this order";
        s << "; write " << Caller.view()
          << "(problem(-lap(u) == f, on(boundary, u == 0)), interval(0, 1), mlp({40, 40}), "
          << (Caller.view() == "explain" ? "theta, " : "") << "points(256))";
        return s;
    }>>();
    return {};
}

/// `model.found(theta, k)` of the parameter Name, which the problem does not seek
template <fixed_string Name, bool Trained>
constexpr bool is_sought() {
    if constexpr (!Trained)
        refuse<said<[] {
            sentence s;
            s << "found(theta, " << Name.view() << "): " << Name.view()
              << " is no parameter that the problem seeks; write "
              << "trained<\"" << Name.view() << "\"> in its equations";
            return s;
        }>>();
    return Trained;
}

/// `train(...)` of what is not trainable, or without the parameters to start from in the second place
template <bool Trainable, class>
constexpr void no_training() {
    refuse<said<[] {
        sentence s;
        s << "train(...): " << (Trainable ? "the parameters to start from come second" : "what is trained comes first")
          << "; write train(model.system(), glorot(model.layout(), 1), levenberg_marquardt())";
        return s;
    }>>();
}
/// `solve(two_scale, ...)` of the expansion of E without a period
template <class E>
constexpr nothing no_period() {
    refuse<said<[] {
        sentence s;
        s << "solve(...): the period of the cell of " << wording<E>()
          << " comes second, and has its name; write solve(two_scale, period(1))";
        return s;
    }>>();
    return {};
}

}  // namespace lamina::reject
