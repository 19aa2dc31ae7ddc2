#pragma once

#include <lamina/dsl/reject/contents.hpp>
#include <lamina/dsl/reject/shapes.hpp>
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
constexpr auto no_collocation() {
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
        else if (Caller.view() == "explain" && is[0] == handed::problem && is[1] == handed::domain &&
                 is[2] == handed::network)
            s << "the parameters theta come fourth";
        else s << "problem, domain and network come first, in this order";
        s << "; write " << Caller.view()
          << "(problem(-lap(u) == f, on(boundary, u == 0)), interval(0, 1), mlp({40, 40}), "
          << (Caller.view() == "explain" ? "theta, " : "") << "points(256))";
        return s;
    }>>();
    return nothing{};
}

/// A number among the arguments of `period`, `lambda`, ...; Example: how that is written
template <fixed_string Name, fixed_string Example, class T>
constexpr double number_given(T const& value) {
    if constexpr (requires { static_cast<double>(value); }) return static_cast<double>(value);
    else {
        if constexpr (whole<T>())
            refuse<said<[] {
                return sentence{} << Name.view() << ": " << wording<T>() << " is no number; write " << Example.view();
            }>>();
        return 0;
    }
}
/// `Name(Parts...)`, which Takes something else
template <fixed_string Name, fixed_string Takes, class... Parts>
constexpr auto no_argument() {
    if constexpr (whole<Parts...>())
        refuse<said<[] {
            return sentence{} << Name.view() << "(" << wordings<Parts...>() << "): " << Takes.view();
        }>>();
    return nothing{};
}

/// `solve(problem, ...)`; Fast: whether an expression stands behind the problem
template <bool Fast, class>
constexpr auto unsolved_problem() {
    refuse<said<[] {
        sentence s;
        if (Fast) s << "solve(problem, ...): a problem with a fast variable is homogenised first; write "
                       "solve(homogenize(p, x / eps), period(1))";
        else
            s << "solve(problem, ...): the domain comes second; write solve(p, interval(0, 1)), or "
                 "solve(p, interval(0, 1), chebyshev{20})";
        return s;
    }>>();
    return nothing{};
}

/// `u_h.field(v)` of what is no scalar
template <class Of>
constexpr nothing no_field() {
    if constexpr (whole<Of>())
        refuse<said<[] {
            sentence s;
            s << "u_h.field(" << wording<Of>() << "): a field of a problem is a scalar, this is a "
              << (Of::form.is_vector() ? "vector" : "matrix")
              << "; give its components one by one, as in u_h.field(v[0])";
            return s;
        }>>();
    return {};
}

/// `error(u_h, v_h, kind)` of solutions whose first unknowns, First and Second, have not one shape
template <class First, class Second>
constexpr double no_difference() {
    refuse<said<[] {
        sentence s;
        s << "error(u_h, v_h, kind): " << First::unknowns.unknown[First::first].name
          << ", the first unknown of u_h, is " << shape_text(First::form) << ", and "
          << Second::unknowns.unknown[Second::first].name << ", that of v_h, is " << shape_text(Second::form)
          << "; write the difference that is meant, as in norm(u_h, kind, q[0] - p), "
          << "with a field p that v_h gives";
        return s;
    }>>();
    return 0;
}

/// `error(u_h, exact, kind)` of an exact solution that has not the shape of the first unknown, First
template <class Exact, class First>
constexpr double no_error() {
    if constexpr (whole<Exact>())
        refuse<said<[] {
            sentence s;
            s << "error(u_h, " << wording<Exact>() << ", kind): " << wording<Exact>() << " is "
              << shape_text(Exact::form) << ", and " << First::unknowns.unknown[First::first].name
              << ", the first unknown, is " << shape_text(First::form);
            if (1 < First::unknowns.wholes())
                s << "; of several unknowns write the differences, as in norm(u_h, kind, vector(u - a, v - b))";
            else
                s << "; give an expression of its shape";
            return s;
        }>>();
    return 0;
}

/// `corrected(two_scale, u_0, medium, eps = 0.1)`
template <bool Fits, bool Values, fixed_string X>
constexpr bool corrected_solution() {
    if constexpr (!Fits || !Values)
        refuse<said<[] {
            sentence s;
            s << "corrected(two_scale, u_0, medium, eps = 0.1): ";
            if (!Fits)
                s << "correctors or averages depend on " << X.view()
                  << ", and the medium is that of one point; give the medium of the domain, "
                     "solve(two_scale, period(1), interval(0, 1))";
            else
                s << "a condition is not of the form u == g, of which alone the share of the boundary is known; write "
                     "on(boundary, u == g), or u0 + eps u1 without the share, from u_0(points, grad(u)) and "
                     "medium.corrector(name)";
            return s;
        }>>();
    return Fits && Values;
}

/// `solve(problem, domain, ...)` with so many Spaces, or without one of a problem that seeks parameters besides
template <int Spaces, int Trained, class E>
constexpr bool names_one_space() {
    constexpr bool fits = Spaces == 1 || (Spaces == 0 && Trained == 0);
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            if (Spaces != 0)
                s << "solve(problem, domain, ...): more than one space or network is named; name one, or "
                     "separate(mlp({20, 20}), mlp({30})) for a network for each unknown";
            else
                s << "solve(problem, domain): no space is chosen where the equations seek parameters (trained<...>); "
                     "collocate(p, domain, mlp({40, 40}), points(1000), ...), and train from model.start(...)";
            return s;
        }>>();
    return fits;
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

/// Of the parts of `train(...)` the first that is missing or is something else
enum class training_part { system, theta, method, stop, following, none };
template <training_part Wrong, class...>
constexpr void no_training() {
    refuse<said<[] {
        constexpr std::array<std::string_view, 5> said{
            "what is trained comes first", "the parameters to start from come second", "the method comes third",
            "when it stops comes last, by name: {.iterations = 100}, {.seconds = 60} or {.loss = 1e-8}",
            "after when it stops comes what follows or looks on: then(lbfgs()), every(100, ...), record(\"name\", "
            "...), "
            "held_out(system), checkpoint(\"run.npz\", every(100)) or resume(\"run.npz\")"};
        sentence s;
        s << "train(...): " << said[static_cast<std::size_t>(Wrong)]
          << "; write train(model.system(), glorot(model.layout(), 1), levenberg_marquardt()"
          << (Wrong >= training_part::stop ? ", {.iterations = 100})" : ")");
        return s;
    }>>();
}
/// `solve(two_scale, ...)` of the expansion of E without a period
template <class E>
constexpr auto no_period() {
    refuse<said<[] {
        sentence s;
        s << "solve(...): the period of the cell of " << wording<E>()
          << " comes second, and has its name; write solve(two_scale, period(1))";
        return s;
    }>>();
    return nothing{};
}

}  // namespace lamina::reject
