#pragma once

#include <set>
#include <string>
#include <utility>

namespace lamina {

/// Which of the optional arguments of a function were given, none of them twice.
class given_arguments {
public:
    /// `who` takes them: "collocate".
    explicit given_arguments(std::string who) : who_(std::move(who)) {}

    /// Notes one. Throws std::invalid_argument if it was given before.
    void once(std::string const& what);
    [[nodiscard]] bool has(std::string const& what) const { return given_.contains(what); }

private:
    std::string who_;
    std::set<std::string> given_;
};

}  // namespace lamina
