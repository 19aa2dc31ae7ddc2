#include "catch.hpp"

#include <limits>
#include <vector>

#include <lamina.hpp>

// What `collocate` and its model say about wrong arguments: the argument, its value, what was expected.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<2>;
constexpr auto t = time_axis;
constexpr auto k = trained<"k">;
constexpr auto u = unknown<"u">(x);
constexpr auto w = unknown<"w">(x, t);
box const square({0, 0}, {1, 1});
auto const network = mlp({3});

constexpr auto heat = problem(dt(w) - lap(w) == 0, on(boundary, w == 0), on(t == 0, w == 1));
constexpr auto inverse = problem(lap(u) + k * u == 0, on(measured<"sensors">, u));

/// collocate(-lap(u) == 1 with one condition) on the unit square
template <class Condition, class... Arguments>
void with(Condition const& condition, Arguments const&... rest) {
    collocate(problem(lap(u) == 1, condition), square, network, points(3), side_points{2}, rest...);
}

}  // namespace

TEST_CASE("a time is asked for by problems in time and by no other", "[kernel]") {
    CHECK_THROWS_WITH(collocate(heat, square, network),
                      Contains("the problem depends on time, pass during{begin, end}"));
    CHECK_THROWS_WITH(with(on(boundary, u == 0), during{0, 1}),
                      Contains("during{...} given, the problem does not depend on time"));
    CHECK_THROWS_WITH(collocate(heat, square, network, during{1, 1}),
                      "during: from 1 to 1, expected finite begin < end");
    CHECK_THROWS_WITH(collocate(heat, interval(0, 1), network, during{0, 1}),
                      Contains("the domain has dimension 1, the equation 2"));
}

TEST_CASE("weights are one for all conditions or one for each, and no less than 0", "[kernel]") {
    CHECK_THROWS_WITH(collocate(heat, square, network, during{0, 1}, lambda{1, 2, 3}),
                      Contains("lambda: 3 weights for 2 conditions, expected one for all or one for each"));
    CHECK_THROWS_WITH(with(on(boundary, u == 0), lambda{-1}), Contains("-1"));
    CHECK_THROWS_AS(with(on(boundary, u == 0), lambda{std::numeric_limits<double>::quiet_NaN()}),
                    std::invalid_argument);
    CHECK_NOTHROW(collocate(heat, square, network, during{0, 1}, lambda{1, 2}));
}

TEST_CASE("places lie in the domain, and normals on its sides", "[kernel]") {
    CHECK_THROWS_WITH(with(on(x[0] == 2, u == 0)),
                      Contains("on(x[0] == 2): outside the domain, expected 0 to 1"));
    CHECK_THROWS_WITH(with(on(x[0] == 1 + 1e-9, u == 0)),
                      Contains("== 1.000000001): outside the domain, expected 0 to 1"));
    CHECK_THROWS_WITH(with(on(x[1] == 1 || x[1] == -0.5, u == 0)), Contains("-0.5") && Contains("outside the domain"));
    CHECK_NOTHROW(with(on(x[0] == 0.5, u == 0)));
    CHECK_THROWS_WITH(with(on(x[0] == 0.5, dot(normal, grad(u)) == 0)),
                      Contains("0.5") && Contains("no side of the domain"));
    constexpr auto at_start = problem(dt(w) - lap(w) == 0, on(t == 0, dot(normal, grad(w)) == 0));
    CHECK_THROWS_WITH(collocate(at_start, square, network, during{0, 1}), Contains("no side of the domain"));
    constexpr auto late = problem(dt(w) - lap(w) == 0, on(t == 2, w == 0));
    CHECK_THROWS_WITH(collocate(late, square, network, during{0, 1}),
                      "on(t == 2): outside the domain, expected 0 to 1");
    CHECK_THROWS_WITH(collocate(late, square, network, during{1, 0}),
                      "during: from 1 to 0, expected finite begin < end");
    CHECK_THROWS_WITH(collocate(late, square, network, during{0, NAN}), Contains("during: from 0 to nan"));
    CHECK_THROWS_WITH(collocate(problem(lap(u) == 1, on(boundary, u == 0)), square, network, side_points{0}),
                      Contains("number of points on each side is 0"));
    int const minus = -3;
    CHECK_THROWS_WITH(collocate(inverse, square, network, points(minus), k = 1),
                      "number of points is -3, expected at least 1");
    CHECK_THROWS_WITH(boundary_points(square, side_points{static_cast<std::size_t>(minus)}, 2),
                      "number of points on each side is -3, expected at least 1");
}

TEST_CASE("measurements are there, of the size of the domain, and finite", "[kernel]") {
    auto const sensors = on(measured<"sensors">, u);
    CHECK_THROWS_WITH(with(sensors), Contains("measured<\"sensors\">: no measurements; pass measurements{\"sensors\""));
    CHECK_THROWS_WITH(with(sensors, measurements{"other", {0, 0}, {1}}),
                      Contains("measured<\"sensors\">: no measurements"));
    CHECK_THROWS_WITH(with(sensors, measurements{"sensors", {0, 0, 1}, {1}}),
                      Contains("sensors: 3 coordinates for 1 values, expected 2 for each"));
    CHECK_THROWS_WITH(with(sensors, measurements{"sensors", {}, {}}), Contains("sensors: 0 coordinates for 0 values"));
    CHECK_THROWS_WITH(with(sensors, measurements{"sensors", {0, 0}, {std::numeric_limits<double>::infinity()}}),
                      Contains("value 0 is inf, expected a finite number"));
    CHECK_THROWS_AS(with(sensors, measurements{"sensors", {0, std::numeric_limits<double>::quiet_NaN()}, {1}}),
                    std::invalid_argument);
    CHECK_NOTHROW(with(on(measured<"sensors">, u == x[0]), measurements{"sensors", {0.5, 0.25}, {7}}));
}

TEST_CASE("what nobody uses is refused, with the names that there are", "[kernel]") {
    constexpr auto eps = parameter<"eps">;
    constexpr auto epss = parameter<"epss">;
    constexpr auto other = parameter<"other">;
    constexpr auto f = field<"f">(x);
    auto const one = [](auto...) { return 1.0; };
    constexpr auto scaled = problem(-lap(u) == eps * f, on(boundary, u == 0), on(measured<"sensors">, u));
    measurements const sensors{"sensors", {0.5, 0.5}, {1}};
    auto const given = [&](auto const&... rest) { collocate(scaled, square, network, points(3), sensors, rest...); };
    CHECK_NOTHROW(given(eps = 1, field_values{"f", one}));
    CHECK_THROWS_WITH(
        given(epss = 1, field_values{"f", one}),
        "collocate: epss = ... is given, but the problem has no parameter epss: did you mean eps? It has eps");
    CHECK_THROWS_WITH(given(eps = 1, other = 2, field_values{"f", one}),
                      "collocate: other = ... is given, but the problem has no parameter other. It has eps");
    CHECK_THROWS_WITH(given(eps = 1, field_values{"typo", one}),
                      "collocate: field_values{\"typo\", ...} are given, but the problem has no field typo. It has f");
    CHECK_THROWS_WITH(given(eps = 1, field_values{"f", one}, measurements{"sensor", {0, 0}, {1}}),
                      Contains("measurements{\"sensor\", ...} are given") && Contains("did you mean sensors?"));
    CHECK_THROWS_WITH(with(on(boundary, u == 0), eps = 1), Contains("has no parameter eps, and no other"));
    CHECK_NOTHROW(with(on(boundary, u == 0), eps = 1, features(x, sin(x[0] / eps))));
    CHECK_NOTHROW(with(on(x[0] == eps, u == 0), eps = 1));
    CHECK_NOTHROW(with(on(boundary, u == d(2 * eps, x[0])), eps = 1));  // drops out later
    CHECK_THROWS_WITH(collocate(problem(lap(u) == 1), square, network, lambda{2}), Contains("has no conditions"));
    CHECK_THROWS_WITH(collocate(problem(lap(u) == 1), square, chebyshev{3}, features(x)),
                      Contains("features are given, but a chebyshev space has no inputs"));
    CHECK_THROWS_WITH(explain(scaled, square, network, initialize_options{}, points(3), sensors, epss = 1),
                      Contains("did you mean eps?"));
    std::vector<double> const at{0.5, 0.5};
    CHECK_THROWS_WITH((void)tabulate(eps * x[0], at, epss = 1), Contains("tabulate: epss = ... is given"));
    CHECK_THROWS_WITH((void)tabulate(eps * x[0], at, eps = 1, eps = 2),
                      "tabulate: eps is given twice, as 1 and 2, expected once");
}

TEST_CASE("what is given twice is refused", "[kernel]") {
    constexpr auto eps = parameter<"eps">;
    auto const dirichlet = on(boundary, u == eps);
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, eps = 2), "collocate: a value of eps is given twice, expected once");
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, points(4)), "collocate: points is given twice, expected once");
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, side_points{3}), Contains("side_points is given twice"));
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, lambda{1}, lambda{2}), Contains("lambda is given twice"));
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, equation_weights{1}, equation_weights{2}),
                      Contains("equation_weights is given twice"));
    CHECK_THROWS_WITH(with(dirichlet, eps = 1, features(x), features(x)), Contains("features is given twice"));
    CHECK_THROWS_WITH(collocate(heat, square, network, during{0, 1}, during{0, 1}), Contains("during is given twice"));
    measurements const sensors{"sensors", {0.5, 0.5}, {1}};
    CHECK_THROWS_WITH(with(on(measured<"sensors">, u), sensors, sensors),
                      Contains("measurements of sensors is given twice"));
    bindings made;
    made.parameters["eps"] = 3, made.parameters["of_another_problem"] = 4;
    CHECK_NOTHROW(with(dirichlet, made));
    CHECK_THROWS_WITH(with(dirichlet, made, eps = 1), Contains("a value of eps is given twice"));
}

TEST_CASE("measured points lie in the domain", "[kernel]") {
    auto const sensors = on(measured<"sensors">, u);
    CHECK_THROWS_WITH(with(sensors, measurements{"sensors", {0, 0, 0.5, 1.25}, {1, 2}}),
                      "measurements sensors: coordinate 1 of point 1 is 1.25, outside the domain, expected 0 to 1");
    CHECK_THROWS_WITH(with(sensors, measurements{"sensors", {-1e-9, 0}, {1}}), Contains("coordinate 0 of point 0"));
    CHECK_NOTHROW(with(sensors, measurements{"sensors", {0, 1, 1 + 1e-15, 0}, {1, 2}}));
}

TEST_CASE("trained parameters have a value to start from", "[kernel]") {
    measurements const sensors{"sensors", {0.5, 0.5}, {1}};
    auto model = collocate(inverse, square, network, points(3), sensors, k = 2);
    auto const theta = glorot(model.layout(), 1);
    CHECK(model.start(theta).back() == 2);
    CHECK_THROWS_WITH(model.start({1, 2}), Contains("start: 2 parameters, expected the 13 of the network"));
    CHECK(model.found(model.start(theta), k) == 2);
    CHECK_THROWS_WITH(model.found({}, k), "found: theta has 0 numbers, expected the 14 parameters of the model");
    CHECK_THROWS_WITH(model.found(theta, k), Contains("theta has 13 numbers, expected the 14 parameters"));
    auto free = collocate(inverse, square, network, points(3), sensors);
    CHECK_THROWS_WITH(free.start(theta), Contains("trained parameter k has no value to start from: pass k = value"));
}

TEST_CASE("layers beside the sides lie within a period of a network that is trained", "[kernel]") {
    CHECK_THROWS_WITH(with(on(boundary, u == 0), oversampled{2, 0.1}),
                      "collocate: oversampled is given, but the problem has no periodic condition");
    CHECK_THROWS_WITH(with(on(periodic, u), oversampled{10, 0.1}),
                      "oversampled: 10 layers of 0.1 in a period of 1, expected less");
    for (double const step : {0.0, -0.1, std::numeric_limits<double>::quiet_NaN(),
                              std::numeric_limits<double>::infinity()})
        CHECK_THROWS_WITH(with(on(periodic, u), oversampled{1, step}), Contains("expected a finite number > 0"));
    CHECK_THROWS_WITH(with(on(periodic, u), oversampled{1, 0.1}, oversampled{1, 0.1}), Contains("oversampled"));
    CHECK_THROWS_WITH(collocate(problem(lap(u) == 1, on(periodic, u)), square, chebyshev{3}, oversampled{1, 0.1}),
                      "collocate: oversampled is given, but a linear space is not trained");
    CHECK_NOTHROW(with(on(periodic, u), oversampled{9, 0.1}));
}

TEST_CASE("sizes beyond the memory of the machine are refused with the numbers that they need", "[kernel]") {
    constexpr auto poisson = problem(lap(u) == 1);
    for (std::size_t const n : {std::size_t{1} << 40, std::size_t{1} << 61, std::size_t{1} << 62}) {
        std::string const number = std::to_string(n);
        auto const refused = [&](std::string const& what, auto&& make) {
            CHECK_THROWS_WITH((void)make(),
                              Catch::StartsWith(what) && Contains(number) && Contains("GB of this machine"));
        };
        refused("points: ", [&] { collocate(poisson, square, network, points(n)); });
        refused("points: ", [&] { interior_points(square, grid_points({n, n})); });
        refused("points: ", [&] { interior_points(square, random_points(n, 1)); });
        refused("side_points: ", [&] { boundary_points(square, side_points{n}, 2); });
        refused("side_points: ", [&] { boundary_normals(square, side_points{n}, 2); });
        refused("side_points: ", [&] { plane_points(square, 0, 0, side_points{n}); });
        refused("side_points: ", [&] { face_pairs(square, 0, side_points{n}); });
        refused("linear_points: ", [&] { linear_points(0, 1, n); });
        refused("mlp: ", [&] { return mlp({n}).layout(2, 1); });
        refused("mlp: ", [&] { return mlp({n, n}).layout(2, 1); });
        refused("chebyshev: the functions of degree ", [&] { collocate(poisson, square, chebyshev{n}); });
    }
    CHECK_THROWS_WITH(mlp({1000000, 1000000}).layout(2, 1), Contains("the widest of 1000000 units"));
    CHECK_THROWS_WITH(collocate(poisson, square, chebyshev{1000}, points(100000)),
                      Contains("1002000 functions at 100000 points"));
}

TEST_CASE("what is read by its number is there", "[kernel]") {
    CHECK_THROWS_WITH(square.lower(2), "box: axis is 2, expected less than 2");
    CHECK_THROWS_WITH(square.upper(7), "box: axis is 7, expected less than 2");
    CHECK_THROWS_WITH(square.length(2), "box: axis is 2, expected less than 2");
    kernel_block const m = xt::xtensor<double, 2>{{1, 2, 3}, {4, 5, 6}};
    CHECK(m(1, 2) == 6);
    CHECK_THROWS_WITH(m(999, 99999), "kernel_block: entry (999, 99999), expected less than (2, 3)");
    CHECK_THROWS_WITH(m(0, 3), "kernel_block: entry (0, 3), expected less than (2, 3)");
    CHECK_THROWS_AS(kernel_block{}(0, 0), std::invalid_argument);
}

TEST_CASE("arrays have the sizes that are documented", "[kernel]") {
    auto model = collocate(heat, square, network, points(3), side_points{2}, during{0, 1});
    auto const theta = glorot(model.layout(), 1);
    CHECK_THROWS_WITH(model.value(theta, std::vector<double>{1, 2}),
                      Contains("points has 2 numbers, expected a multiple of 3"));
    CHECK_THROWS_AS(model.value(theta, std::vector<double>{}), std::invalid_argument);
    CHECK_THROWS_AS(model.value({theta.data(), theta.size() - 1}, std::vector<double>{1, 2, 3}), std::invalid_argument);
    CHECK(model.value(theta, std::vector<double>{0.1, 0.2, 0.3}).size() == 1);
    std::vector<double> r(model.system().rows()), jt(r.size() * theta.size()), gradient(theta.size());
    std::vector<double> const longer(theta.size() + 1);
    CHECK_THROWS_AS(model.system().jacobian(longer, r, jt), std::invalid_argument);
    CHECK_THROWS_AS(model.system().jacobian(theta, r, std::span(jt).first(1)), std::invalid_argument);
    CHECK_THROWS_AS(model.system().loss_and_gradient(theta, std::span(gradient).first(1)), std::invalid_argument);
    std::vector<double> g(r.size() * r.size()), s(theta.size());
    CHECK_THROWS_WITH(model.system().balanced_gram(theta, std::span(r).first(1), s, g),
                      Contains("balanced_gram: w has 1 numbers, expected N"));
    CHECK_THROWS_WITH(model.system().balanced_gram(theta, r, std::span(s).first(1), g),
                      Contains("balanced_gram: s has 1 numbers, expected P"));
    CHECK_THROWS_WITH(model.system().balanced_gram(theta, r, s, std::span(g).first(1)),
                      Contains("balanced_gram: g has 1 numbers, expected N * N"));
    CHECK_THROWS_AS(model.system().balanced_gram(longer, r, s, g), std::invalid_argument);
    CHECK_THROWS_WITH(box(std::vector(12, 0.0), std::vector(12, 1.0)), Contains("expected 1 to 11"));
}
