#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <lamina.hpp>

/// Values of an expression, shape (N,) or (N, m), at points of shape (N, D)
struct known_values {
    std::vector<double> points, values;
};

/// A row of the papers' tables: an equation, its reference and three calls,
///
///     table_row c7("C7", argc, argv, {{"eps", 1.0 / 32}});
///     auto const u_h = c7.solved([&] { return solve(darcy, interval(-pi, pi), eps = c7["eps"]); });
///     return c7.of_maximum(u_h, u, exact, 1e-9, eps = c7["eps"]);
///
/// Options of its program: --json FILE, --plot FILE.png, --seed N, --quick, --full, and every number of the row by its
/// name.
class table_row {
public:
    struct number {
        std::string name;
        double value;  ///< unless the command line gives another
    };
    table_row(std::string name, int argc, char** argv, std::vector<number> numbers = {});

    /// What the next case is called beside its numbers
    table_row& named(std::string of_case) {
        case_ = std::move(of_case);
        return *this;
    }
    /// The next cases are compared at these points, shape (N, D), time last
    table_row& at(lamina::point_list points) {
        points_ = std::move(points);
        return *this;
    }
    /// The alarm does not count against the next cases: their data have a kink, which it rings for
    table_row& with_a_kink() {
        heeds_alarm_ = false;
        return *this;
    }
    /// The next case is solved by a network that is trained, of the size that the paper has
    table_row& by_network() {
        method_ = "network";
        return *this;
    }
    /// Whether only what takes seconds is asked for: no training
    [[nodiscard]] bool quick() const { return quick_; }
    /// Whether the paper's own iterations are asked for, however long they take
    [[nodiscard]] bool full() const { return full_; }
    /// An argument of `solve`: the accuracy that is enough with --quick, without it as near as it comes
    [[nodiscard]] lamina::accuracy enough(double of_quick) const {
        return quick_ ? lamina::accuracy{of_quick} : lamina::accuracy{};
    }
    /// The bound of an error, with --quick and without it
    [[nodiscard]] double bound(double of_quick, double of_whole) const { return quick_ ? of_quick : of_whole; }
    [[nodiscard]] double operator[](std::string const& name) const;
    /// Of random draws, as an argument of `solve`
    [[nodiscard]] lamina::random_seed seed() const { return lamina::random_seed{seed_}; }

    /// What `solve` returns, timed
    template <class Solve>
    auto solved(Solve&& solve) {
        auto const before = std::chrono::steady_clock::now();
        auto out = solve();
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
        return out;
    }

    /// The largest difference to `exact`, or its root mean square relative to that of `exact`, and the same of the
    /// gradients together with the values: unless points are given, at 20,001 equispaced points of one variable, at
    /// 20,000 low-discrepancy ones of more. `exact` is an expression, or values and slopes at these points
    /// (flux_reference), or a function that returns them, or values of any expression `u` at points of their own,
    /// without slopes. Prints them, adds a case to the files that were asked for; whether the error is at most the
    /// bound.
    template <class Solution, class Unknown, class Exact, lamina::fixed_string... Names>
    bool of_maximum(Solution const& u_h, Unknown const& u, Exact const& exact, double bound,
                    lamina::binding<Names> const&... values) {
        return judged(u_h, compared(u_h, u, exact, values...), &differences::maximum, bound);
    }
    template <class Solution, class Unknown, class Exact, lamina::fixed_string... Names>
    bool of_l2(Solution const& u_h, Unknown const& u, Exact const& exact, double bound,
               lamina::binding<Names> const&... values) {
        return judged(u_h, compared(u_h, u, exact, values...), &differences::l2, bound);
    }

    /// A number that the paper gives as well, "e1", "cell", "plain", that was found beside: it is no row of `solve`.
    /// Prints it and adds it to the files that were asked for; whether it is within the bounds.
    bool of_number(std::string const& method, double value, double least, double most);
    /// Where --plot wants the picture; empty: nowhere. One of several has its name before the ending: row_weights.png
    [[nodiscard]] std::string picture(std::string const& of = "") const;

private:
    struct differences {
        double l2 = 0, h1 = 0, maximum = 0;
    };
    std::string name_, case_, method_ = "lamina", json_, plot_;
    std::vector<number> numbers_;
    std::uint64_t seed_ = 1;
    bool quick_ = false, full_ = false;
    double seconds_ = 0;
    bool heeds_alarm_ = true;
    lamina::point_list points_{0, 1};

    [[nodiscard]] lamina::point_list points_of(lamina::box const& domain) const;
    static differences differences_of(std::size_t points, std::span<double const> values,
                                      std::span<double const> slopes, std::span<double const> exact,
                                      std::span<double const> exact_slopes);
    /// The case in words
    [[nodiscard]] std::string of_case() const;
    [[nodiscard]] std::string title(double error) const;
    void write(std::string const& method, double error, double h1, bool alarm) const;
    bool judged(differences const& found, double differences::*measure, double bound, lamina::evidence const& of);
    template <class Solution>
    bool judged(Solution const& u_h, differences const& found, double differences::*measure, double bound) {
        if (!plot_.empty()) lamina::plot(plot_, u_h, {.title = title(found.*measure)});
        return judged(found, measure, bound, u_h.evidence());
    }

    template <class Solution, class Unknown, class Exact, lamina::fixed_string... Names>
    differences compared(Solution const& u_h, Unknown const& u, Exact const& exact,
                         lamina::binding<Names> const&... values) {
        auto const at = points_of(u_h.domain());
        auto const of_u = u_h(at), known = lamina::tabulate(exact, at, values...);
        auto const slopes = u_h(at, lamina::grad(u)),
                   known_slopes = lamina::tabulate(lamina::grad(exact), at, values...);
        return differences_of(of_u.size(), {of_u.data(), of_u.size()}, {slopes.data(), slopes.size()},
                              {known.data(), known.size()}, {known_slopes.data(), known_slopes.size()});
    }
    template <class Solution, class Unknown>
    differences compared(Solution const& u_h, Unknown const& u,
                         std::pair<std::vector<double>, std::vector<double>> const& exact) {
        auto const at = points_of(u_h.domain());
        auto const of_u = u_h(at);
        auto const slopes = u_h(at, lamina::grad(u));
        return differences_of(of_u.size(), {of_u.data(), of_u.size()}, {slopes.data(), slopes.size()}, exact.first,
                              exact.second);
    }
    template <class Solution, class Unknown, std::invocable<lamina::point_list const&> Exact>
    differences compared(Solution const& u_h, Unknown const& u, Exact const& exact) {
        return compared(u_h, u, exact(points_of(u_h.domain())));
    }
    template <class Solution, class Of>
    differences compared(Solution const& u_h, Of const& of, known_values const& exact) {
        auto const found = u_h(lamina::points_view(exact.points, u_h.domain().dimension()), of);
        differences out = differences_of(found.size(), {found.data(), found.size()}, {}, exact.values, {});
        out.h1 = std::numeric_limits<double>::quiet_NaN();
        return out;
    }
};

/// u and u' at 20,001 equispaced points of -(u' / r)' = F', u = left and right at the ends, r the resistance 1 / a: by
/// Gauss' rule with 8 points on cells of the given length, summed in long double
std::pair<std::vector<double>, std::vector<double>> flux_reference(double lower, double upper, double left,
                                                                   double right,
                                                                   std::function<double(double)> const& resistance,
                                                                   std::function<double(double)> const& primitive,
                                                                   double cell);
