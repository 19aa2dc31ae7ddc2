#pragma once

#include <concepts>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include <lamina/dsl.hpp>

/// What the library says about a value: `page.cpp` prints it below the code that made the value. A new kind of value
/// on the page is a new overload.
inline void say(bool value) { std::puts(value ? "true" : "false"); }
inline void say(double value) { std::printf("%.17g\n", value); }
inline void say(std::string const& text) { std::printf("%s\n", text.c_str()); }

/// Whether averages over a cell stand in an equation of a problem: then its facts depend on their values.
template <class Problem>
constexpr bool averages() {
    bool any = false;
    boost::hana::for_each(lamina::equations_of(Problem{}.equation), [&](auto const& equation) {
        lamina::graph::arena g;
        any = any || lamina::graph::contains(g, equation.lower(g), lamina::graph::op::mean);
    });
    return any;
}

template <lamina::Printable T>
void say(T const& t) {
    lamina::print(t);
    std::puts("");
    lamina::print(t, lamina::unicode);
    std::printf("\n%s\n", lamina::latex(t).c_str());
    if constexpr (lamina::reject::ProblemLike<T>) {
        if constexpr (!averages<T>()) {
            std::puts("");
            lamina::print(lamina::facts_of(t));
        }
    }
}

/// A sentence of the language: what it means, in words, and a function without arguments that returns it. The function
/// is run, and its text in the source is shown, from the line after `[] {` to the line before `});`.
class sentence {
public:
    template <std::invocable Code>
    sentence(char const* meaning, Code code) {
        all()[meaning] = [code] { say(code()); };
    }

    /// The sentences of the program by their meaning
    static std::map<std::string, std::function<void()>>& all() {
        static std::map<std::string, std::function<void()>> sentences;
        return sentences;
    }
};
