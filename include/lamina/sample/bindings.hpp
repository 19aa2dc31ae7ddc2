#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina/sample/mentioned_names.hpp>

namespace lamina {

/// What the names in an equation stand for at run time.
struct bindings {
    std::map<std::string, double> parameters;
    /// Positions that stay where they are while the points vary, by name: the slow x of a cell problem, shape (D,).
    std::map<std::string, std::vector<double>> positions;
    /// A function of position that is known at run time, differentiated `derivative[i]` times along coordinate i, shape
    /// (D,).
    class field {
    public:
        /// Its value at x, shape (D,)
        using at_point = std::function<double(std::span<double const> x, std::span<int const> derivative)>;
        /// Its values, shape (N,), at points x, shape (N, D)
        using at_points =
            std::function<std::vector<double>(std::span<double const> x, std::span<int const> derivative)>;

        field() = default;
        field(at_points values) : values_(std::move(values)) {}
        template <std::convertible_to<at_point> F>
        field(F const& value) : field(at_point(value)) {}
        /// Of a function whose values at points are an array of any kind, as those of a solution are
        template <class F>
            requires requires(F const& f, std::span<double const> x, std::span<int const> derivative) {
                { f(x, derivative) } -> std::convertible_to<std::span<double const>>;
            }
        field(F const& values)
            : field(at_points([values](std::span<double const> x, std::span<int const> derivative) {
                  auto const array = values(x, derivative);
                  std::span<double const> const numbers = array;
                  return std::vector<double>(numbers.begin(), numbers.end());
              })) {}
        field(at_point value);

        /// Its values, shape (N,), at points x, shape (N, D)
        [[nodiscard]] std::vector<double> operator()(std::span<double const> x, std::span<int const> derivative) const {
            return values_(x, derivative);
        }

    private:
        at_points values_;
    };
    std::map<std::string, field> fields;

    /// Binds a parameter. Throws std::invalid_argument if it is not among `names` or is bound already; `who` takes it.
    void bind(char const* who, mentioned_names const& names, std::string const& name, double value);
};

}  // namespace lamina
