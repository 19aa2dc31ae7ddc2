#pragma once

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

/// Ends the fuzzer, which keeps the input, if something is not as it must be.
inline void expect(bool holds, std::string const& what) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", what.c_str());
    std::abort();
}

/// What a refusal must say: who refuses, and which file. Nothing of the standard library's own words begins so.
inline void expect_own_words(std::invalid_argument const& error, std::string const& who, std::string const& file) {
    std::string const text = error.what();
    expect(text.starts_with(who + ": " + file), "\"" + text + "\" begins with " + who + ": " + file);
}
