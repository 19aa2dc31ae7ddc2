#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/hana/for_each.hpp>

#include <lamina/dsl/terms/pointwise.hpp>
#include <lamina/dsl/terms/residuals.hpp>
#include <lamina/kernel/coercivity.hpp>
#include <lamina/kernel/collocated_system.hpp>
#include <lamina/kernel/collocated_term.hpp>
#include <lamina/kernel/prepare.hpp>
#include <lamina/sample/features.hpp>
#include <lamina/network/mlp.hpp>
#include <lamina/sample/chebyshev.hpp>
#include <lamina/sample/points.hpp>

namespace lamina {

/// Arguments of `collocate` by name
struct side_points {
    std::size_t count;  ///< points on each side of the boundary; default 64 (1 in one dimension)
};
struct lambda {
    double value;  ///< weight of every condition in the loss; default 1
};
/// The run-time values of a `field<"name">(x)` in the equation
struct field_values {
    std::string name;
    bindings::field values;
};

/// A problem on a domain, at points, for a network: the residual system of `residual_system.hpp`, whose first
/// block "u" (the name of the unknown) is the equation and whose next are the conditions "b", "b2", ...; with the
/// network evaluated anywhere.
template <class Activation>
class collocated_problem {
public:
    collocated_problem(std::unique_ptr<collocated_system<double>> system, int dimension, bindings known,
                       network_inputs inputs)
        : system_(std::move(system)), dimension_(dimension), known_(std::move(known)), inputs_(std::move(inputs)) {}

    [[nodiscard]] collocated_system<double>& system() { return *system_; }
    operator residual_system<double>&() { return *system_; }
    [[nodiscard]] mlp_layout const& layout() const { return system_->layout(); }
    /// P
    [[nodiscard]] std::size_t parameters() const { return system_->parameters(); }

    /// u_theta at points of shape (N, D), row-major: shape (N,). Throws std::invalid_argument on a wrong size.
    [[nodiscard]] std::vector<double> value(std::span<double const> theta, std::span<double const> points) const {
        switch (dimension_) {
            case 1: return value_in<1>(theta, points);
            case 2: return value_in<2>(theta, points);
            default: return value_in<3>(theta, points);
        }
    }

private:
    std::unique_ptr<collocated_system<double>> system_;
    int dimension_;
    bindings known_;
    network_inputs inputs_;

    template <int D>
    std::vector<double> value_in(std::span<double const> theta, std::span<double const> points) const {
        if (points.empty() || points.size() % D != 0)
            throw std::invalid_argument("value: points has " + std::to_string(points.size()) +
                                        " numbers, expected a multiple of " + std::to_string(D));
        using term = pointwise<value_residual<D>>;
        graph::arena g;
        prepared_term const ready = prepare(g, value_residual<D>{}.lower(g), points, known_, inputs_);
        std::vector<std::unique_ptr<residual_part<double>>> parts;
        parts.push_back(std::make_unique<collocated_term<term, Activation, double>>(
            "value", point_data{ready.points, ready.inputs, ready.jets, ready.weights, ready.tables},
            ready.constants));
        collocated_system<double> at(system_->layout(), std::move(parts));
        std::vector<double> out(ready.points);
        at.residual(theta, out);
        return out;
    }
};

namespace collocation {

/// What the optional arguments say.
struct arguments {
    point_choice points = lamina::points(256);
    std::size_t per_side = 64;
    double weight = 1.0;
    bindings known;
    network_inputs inputs;

    void take(point_choice const& choice) { points = choice; }
    void take(side_points const& choice) { per_side = choice.count; }
    void take(lambda const& choice) { weight = choice.value; }
    void take(field_values const& f) { known.fields[f.name] = f.values; }
    void take(bindings const& b) {
        known.parameters.insert(b.parameters.begin(), b.parameters.end());
        known.fields.insert(b.fields.begin(), b.fields.end());
    }
    template <fixed_string Name>
    void take(binding<Name> const& b) {
        known.parameters[std::string(Name.view())] = b.value;
    }
    template <class... Inputs>
    void take(features_t<Inputs...> const& f) {
        inputs.expressions = [f](graph::arena& g) {
            graph::id_list out;
            boost::hana::for_each(f.inputs, [&](auto const& input) {
                int const id = input.lower(g);
                int const size = g[id].form.is_scalar() ? 1 : g[id].form.rows;
                for (int i = 0; i < size; ++i) out.push(graph::component(g, id, i));
            });
            return out;
        };
    }
};

using parts = std::vector<std::unique_ptr<residual_part<double>>>;

template <class Activation, class Residual>
void add_part(parts& out, Residual const& residual, std::string name, std::span<double const> at,
              arguments const& with, double weight, combination how = combination::each) {
    graph::arena g;
    prepared_term const ready = prepare(g, residual.lower(g), at, with.known, with.inputs);
    out.push_back(std::make_unique<collocated_term<pointwise<Residual>, Activation, double>>(
        std::move(name), point_data{ready.points, ready.inputs, ready.jets, ready.weights, ready.tables},
        ready.constants, how, weight));
}

template <class Activation, int Order, class U>
void add_periodic(parts& out, std::string const& name, box const& domain, arguments const& with) {
    [&]<std::size_t... Axis>(std::index_sequence<Axis...>) {
        auto along = [&]<std::size_t A>(std::integral_constant<std::size_t, A>) {
            auto const pairs = face_pairs(domain, A, with.per_side);
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                (add_part<Activation>(out, periodic_residual<U, static_cast<int>(A), static_cast<int>(K)>{}, name,
                                      pairs, with, with.weight, combination::difference),
                 ...);
            }(std::make_index_sequence<static_cast<std::size_t>(Order)>{});
        };
        (along(std::integral_constant<std::size_t, Axis>{}), ...);
    }(std::make_index_sequence<static_cast<std::size_t>(U::dimension)>{});
}

template <class Activation, int Order, class E>
void add_condition(parts& out, std::string const& name, condition_t<boundary_t, E> const& c, box const& domain,
                   std::span<double const>, arguments const& with) {
    add_part<Activation>(out, equation_residual<E>{c.equation}, name, boundary_points(domain, with.per_side), with,
                         with.weight);
}
template <class Activation, int Order, class U>
void add_condition(parts& out, std::string const& name, condition_t<periodic_t, U> const&, box const& domain,
                   std::span<double const>, arguments const& with) {
    add_periodic<Activation, Order, U>(out, name, domain, with);
}
template <class Activation, int Order, class E, class At, class R>
void add_condition(parts& out, std::string const& name, equation_t<mean_t<E, At>, R> const& c, box const&,
                   std::span<double const> interior, arguments const& with) {
    add_part<Activation>(out, mean_residual<equation_t<mean_t<E, At>, R>>{c}, name, interior, with, with.weight,
                         combination::mean);
}

template <class E, class... Conditions, class Activation>
collocated_problem<Activation> assemble(problem_t<E, Conditions...> const& problem, box const& domain,
                                        mlp<Activation> const& network, arguments with) {
    using equation = equation_residual<E>;
    constexpr int dimension = pointwise<equation>::plan.dimension;
    if (domain.dimension() != static_cast<std::size_t>(dimension))
        throw std::invalid_argument("collocate: the domain has dimension " + std::to_string(domain.dimension()) +
                                    ", the equation " + std::to_string(dimension));
    auto const interior = interior_points(domain, with.points);
    graph::arena g;
    expect_coercive(g, problem.equation.lower(g), dimension, interior, with.known);
    parts all;
    add_part<Activation>(all, equation{problem.equation}, std::string(reject::unknown_name_of<E>()), interior, with,
                         1.0);
    int count = 0;
    boost::hana::for_each(problem.conditions, [&](auto const& condition) {
        std::string const name = count++ == 0 ? "b" : "b" + std::to_string(count);
        add_condition<Activation, pointwise<equation>::plan.order>(all, name, condition, domain, interior, with);
    });
    std::size_t const inputs = all.front()->points().inputs();
    auto system = std::make_unique<collocated_system<double>>(network.layout(inputs, 1), std::move(all));
    return {std::move(system), dimension, std::move(with.known), std::move(with.inputs)};
}

}  // namespace collocation

/// The problem at points of the domain, for a network:
///
///     auto model = collocate(darcy, interval(-pi, pi), mlp({40, 40}, activation::sin), points(1024),
///                            eps = 1.0 / 32, lambda{2});
///
/// Further arguments, in any order: points, `side_points{n}`, `lambda{w}`, `features(...)`, parameters by name,
/// `field_values{name, f}`. Throws std::invalid_argument for a domain of another dimension, an unbound parameter, a
/// value that is not finite (with its point), and a coefficient that is not coercive (see coercivity.hpp). Cost: one
/// evaluation of every table at every point.
template <class E, class... Conditions, class Activation, class... Arguments>
collocated_problem<Activation> collocate(problem_t<E, Conditions...> const& problem, box const& domain,
                                         mlp<Activation> const& network, Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    return collocation::assemble(problem, domain, network, std::move(with));
}

/// The same for a linear trial space, `chebyshev(degree)`: theta are its coefficients (the constant last), and for
/// a linear equation the residual is affine in all of them: `solve` finds them by least squares.
template <class E, class... Conditions, class... Arguments>
collocated_problem<activation::sin_function> collocate(problem_t<E, Conditions...> const& problem, box const& domain,
                                                       chebyshev const& space, Arguments const&... rest) {
    collocation::arguments with;
    (with.take(rest), ...);
    with.inputs.space = space.on(domain);
    return collocation::assemble(problem, domain, mlp({}, activation::sin), std::move(with));
}

}  // namespace lamina
