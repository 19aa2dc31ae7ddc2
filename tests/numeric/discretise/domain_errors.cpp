#include "catch.hpp"

#include <string>
#include <vector>

#include <lamina.hpp>

// A residual, a derivative or a value that is not finite has a place: the equation, the subterm with the value of its
// argument, the point. Every method, explain, solve, the tangent kernel and value say the same.

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto s = position<1>;
constexpr auto x = position<2>;
constexpr auto w = unknown<"w">(s);
constexpr auto u = unknown<"u">(x);

box const line = interval(0, 1);
box const square({0, 0}, {1, 1});

template <class F>
std::string message(F&& f) {
    try {
        f();
    } catch (std::exception const& e) {
        return e.what();
    }
    return "nothing thrown";
}

/// A network whose unknown is `value` everywhere, with a hidden layer that nothing leaves
template <class Model>
std::vector<double> constant_start(Model const& model, double value) {
    std::vector<double> theta(model.layout().parameters(), 0.0);
    theta.back() = value;
    return theta;
}

/// What each method of training and each reader of the residual says
template <class Model>
std::vector<std::string> sentences(Model& model, std::vector<double> const& theta) {
    stop const few{.iterations = 3};
    std::vector<std::string> out{
        message([&] { train(model, theta, adam{}, few); }), message([&] { train(model, theta, lbfgs{}, few); }),
        message([&] { train(model, theta, levenberg_marquardt{}, few); }),
        message([&] { train(model, theta, gauss_newton_cg{}, few); }), message([&] { tangent_kernel(model, theta); })};
    batches const one{[&](std::size_t) -> residual_system<double>& { return model; }, &model.system()};
    out.push_back(message([&] { train(one, theta, spring{}, few); }));
    return out;
}

}  // namespace

TEST_CASE("a root of a negative number is told with the number and the point by all who meet it", "[kernel]") {
    constexpr auto rooted = problem(-lap(w) + pow<1, 2>(w) == 1, on(boundary, w == 0));
    auto model = collocate(rooted, line, mlp({3}), points(3));
    auto const theta = constant_start(model, -0.25);
    for (std::string const& said : sentences(model, theta))
        CHECK_THAT(said, Contains("in w: sqrt(w) is ") && Contains("nan at x = 0.25: w = -0.25, expected w >= 0"));
    CHECK_THAT(message([&] { explain(rooted, line, mlp({3}), theta, points(3)); }),
               Contains("w = -0.25, expected w >= 0"));
    auto const said = message([&] { (void)model.value(theta, std::vector<double>{0.125}, log(w)); });
    CHECK_THAT(said, Contains("in value: log(w) is ") && Contains("at x = 0.125: w = -0.25, expected w > 0"));
    CHECK(model.value(theta, std::vector<double>{0.125})[0] == -0.25);
}

TEST_CASE("an infinite derivative at the start is told where the loss itself is finite", "[kernel]") {
    constexpr auto rooted = problem(-lap(w) + sqrt(w) == 1, on(boundary, w == 0));
    auto model = collocate(rooted, line, mlp({3}), points(3));
    for (std::string const& said : sentences(model, constant_start(model, 0)))
        CHECK_THAT(said, Contains("in w: the derivative of sqrt(w) is infinite at x = 0.25: w = 0, expected w > 0"));
    auto polynomial = collocate(rooted, line, chebyshev{4}, points(8));
    CHECK_THAT(message([&] { solve(polynomial); }), Contains("solve: the Jacobian after 0 steps from theta = 0") &&
                                                        Contains("the derivative of sqrt(w) is infinite"));
    auto const start = constant_start(model, 0);
    CHECK(model.value(start, std::vector<double>{0.5}, sqrt(w))[0] == 0);  // the value is finite
}

TEST_CASE("conditions, systems, points in space and time, and derivatives of unknowns are named", "[kernel]") {
    auto const said = [](auto const& p, box const& domain, double value, auto const&... rest) {
        auto model = collocate(p, domain, mlp({3}), points(4), side_points{2}, rest...);
        auto const theta = model.start(constant_start(model, value));
        std::vector<double> gradient(theta.size());
        return model.system().why_not_finite(theta);
    };
    constexpr auto y = unknown<"y">(s, time_axis);
    constexpr auto k = trained<"k">;
    constexpr auto c = parameter<"c">;
    constexpr auto v = unknown<"v">(s);
    CHECK(said(problem(-lap(u) == 1, on(x[0] == 1, 1 / u == 3)), square, 0) ==
          "in b: 1 / u is inf at x = (1, 0): u = 0, expected u != 0");
    CHECK(said(problem(-lap(w) == 1, on(boundary, log(w - 2) == 0)), line, 2) ==
          "in b: log(w - 2) is -inf at x = 0: w - 2 = 0, expected w - 2 > 0");
    CHECK_THAT(said(problem(dt(y) - lap(y) + sqrt(y - 1) == 0, on(boundary, y == 0)), line, 0, during{0, 2}),
               Contains("at x = ") && Contains(", t = ") && Contains("expected y - 1 >= 0"));
    CHECK_THAT(said(problem(-lap(w) + v == 0, -lap(v) + log(w) == 1, on(boundary, w == 0)), line, 0),
               Contains("in r2: log(w) is -inf"));
    CHECK(said(problem(-lap(w) + pow<1, 2>(d(w, s)) == 1), line, 0) ==
          "in w: the derivative of sqrt(d(w, x)) is infinite at x = 0.2: d(w, x) = 0, expected d(w, x) > 0");
    CHECK_THAT(said(problem(-lap(w) + sqrt(k) * w == 1), line, 0, k = -4),
               Contains("sqrt(k) is ") && Contains("k = -4"));
    CHECK_THAT(said(problem(-lap(w) + sqrt(w - c * s) == 1), line, 0, c = 5),
               Contains("at x = 0.2: ") && Contains(" = -1, expected "));
    CHECK(said(problem(-lap(w) + asin(2 * w) == 1), line, 1) ==
          "in w: asin(2 * w) is nan at x = 0.2: 2 * w = 2, expected -1 < 2 * w < 1");
    CHECK_THAT(said(problem(-lap(w) + exp(w) == 1), line, 800), Contains("exp(w) is inf at x = 0.2: w = 800"));
    CHECK(said(problem(-lap(w) + where(w > 0, sqrt(w), w) == 1), line, -1) == "");
}

TEST_CASE("a mean names the point of its that is not finite", "[kernel]") {
    auto const said = [](auto const& p, double value) {
        auto model = collocate(p, line, mlp({3}), points(4));
        return model.system().why_not_finite(constant_start(model, value));
    };
    CHECK(said(problem(-lap(w) == 1, mean(sqrt(w - s / 2)) == 0), 0.25) ==
          "in b: sqrt(w - x / 2) is nan at x = 0.6: w - x / 2 = -0.05, expected w - x / 2 >= 0");
}

TEST_CASE("a start from which no gradient leads away is no minimum, and every method says so", "[kernel]") {
    auto const reasons = [](auto& model, std::vector<double> const& theta) {
        stop const some{.iterations = 40};
        return std::vector{train(model, theta, adam{}, some).stopped_because,
                           train(model, theta, lbfgs{}, some).stopped_because,
                           train(model, theta, levenberg_marquardt{}, some).stopped_because,
                           train(model, theta, gauss_newton_cg{}, some).stopped_because};
    };
    constexpr auto poisson = problem(-lap(w) == cos(s), on(boundary, w == 0));
    auto model = collocate(poisson, line, mlp({3}), points(5));
    for (std::string const& said : reasons(model, constant_start(model, 0)))
        CHECK_THAT(said, Contains("no parameter changes the rows of w, whose residual stays at 0.") &&
                             Contains("no minimum") && Contains("glorot(layout, seed)"));
    auto tiny = glorot(model.layout(), 1);
    for (double& parameter : tiny) parameter *= 1e-12;
    for (std::string const& said : reasons(model, tiny))
        CHECK_THAT(said, Contains("no parameter changes the rows of w"));
    auto fed = collocate(poisson, line, mlp({3}), points(5), features(constant<1>));
    for (std::string const& said : reasons(fed, glorot(fed.layout(), 1)))
        CHECK_THAT(said, Contains("no parameter changes the rows of w"));
    for (std::string const& said : reasons(model, glorot(model.layout(), 1))) CHECK_THAT(said, !Contains("no minimum"));
    auto reached = collocate(problem(-lap(w) + w == 1), line, mlp({3}), points(5));
    CHECK_THAT(reasons(reached, constant_start(reached, 0))[2], !Contains("no minimum"));
    auto polynomial = collocate(problem(-lap(w) == 2, on(boundary, w == 0)), line, chebyshev{4}, points(8));
    CHECK_THAT(solve(polynomial).stopped_because, !Contains("no minimum"));
}

TEST_CASE("what becomes infinite during training ends it with the best before and the place", "[kernel]") {
    auto model = collocate(problem(-lap(w) + log(w) == -9, on(boundary, w == 1)), line, mlp({3}), points(3));
    auto const f = train(model, constant_start(model, 0.1), adam{.rate = 0.2}, {.iterations = 50});
    CHECK_THAT(f.stopped_because, Contains("nan at iteration ") && Contains("in w: log(w) is ") &&
                                      Contains("at x = ") && Contains("theta is the best before it"));
    CHECK(std::isfinite(f.loss));
}
