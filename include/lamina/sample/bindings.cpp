#include <lamina/sample/bindings.hpp>

#include <stdexcept>

#include <fmt/format.h>

namespace lamina {

void bindings::bind(char const* who, mentioned_names const& names, std::string const& name, double value) {
    names.expect_parameter(who, name);
    if (auto const [at, is_new] = parameters.emplace(name, value); !is_new)
        throw std::invalid_argument(
            fmt::format("{}: {} is given twice, as {} and {}, expected once", who, name, at->second, value));
}

}  // namespace lamina
