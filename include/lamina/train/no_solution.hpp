#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <lamina/discretise/solved.hpp>

namespace lamina {

/// What `solve` throws where what it found is no solution that can be trusted, with the best that it found, to look at
class no_solution : public std::runtime_error {
public:
    explicit no_solution(std::string const& why, std::optional<solved> best = std::nullopt)
        : std::runtime_error(why), best_(std::make_shared<std::optional<solved> const>(std::move(best))) {}

    /// Where something was found
    [[nodiscard]] std::optional<solved> const& best() const { return *best_; }

private:
    std::shared_ptr<std::optional<solved> const> best_;  // copying an exception must not throw
};

}  // namespace lamina
