#include <lamina/sample/bindings.hpp>

#include <stdexcept>

#include <fmt/format.h>

namespace lamina {

bindings::field::field(at_point value)
    : values_([value = std::move(value)](std::span<double const> x, std::span<int const> derivative) {
          std::vector<double> out;
          for (std::size_t d = derivative.size(), p = 0; p < x.size(); p += d)
              out.push_back(value(x.subspan(p, d), derivative));
          return out;
      }) {}

void bindings::bind(char const* who, mentioned_names const& names, std::string const& name, double value) {
    names.expect_parameter(who, name);
    if (auto const [at, is_new] = parameters.emplace(name, value); !is_new)
        throw std::invalid_argument(
            fmt::format("{}: {} is given twice, as {} and {}, expected once", who, name, at->second, value));
}

}  // namespace lamina
