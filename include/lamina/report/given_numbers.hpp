#pragma once

#include <concepts>
#include <span>
#include <utility>
#include <vector>

namespace lamina {

/// Numbers of the caller that are kept: from a list in braces, a vector, or an array of any kind, row by row.
struct given_numbers : std::vector<double> {
    using std::vector<double>::vector;
    given_numbers() = default;
    given_numbers(std::vector<double> numbers) : std::vector<double>(std::move(numbers)) {}
    template <std::convertible_to<std::span<double const>> Array>
    given_numbers(Array const& array) {
        std::span<double const> const numbers = array;
        assign(numbers.begin(), numbers.end());
    }
};

}  // namespace lamina
