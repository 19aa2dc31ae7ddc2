#include "catch.hpp"

#include <cmath>
#include <vector>

#include <lamina.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto y = position<2>;
constexpr auto t = time_axis;

std::vector<std::string> names_of(residual_system<double> const& system) {
    std::vector<std::string> out;
    for (residual_block const& block : system.blocks()) out.push_back(block.name);
    return out;
}

}  // namespace

TEST_CASE("an equation for b is not called as its boundary is", "[kernel]") {
    constexpr auto b = unknown<"b">(x);
    auto model = collocate(problem(-lap(b) == 1, on(boundary, b == 0)), interval(0, 1), mlp({4}), points(6), lambda{3});
    CHECK(names_of(model.system()) == std::vector<std::string>{"r1", "b"});
    train(model, glorot(model.layout(), 1), adam(), {.iterations = 1},
          every(1, [](auto const& now) { now.set_lambda("b", 10); }));
    CHECK(model.system().blocks()[0].lambda == 1);
    CHECK(model.system().blocks()[1].lambda == 10);

    constexpr auto b2 = unknown<"b2", 2>(y);
    constexpr auto vectors = problem(-div(grad(b2)) == vector(1, 0), on(boundary, b2 == vector(0, 0)));
    auto of_vectors = collocate(vectors, box({0, 0}, {1, 1}), mlp({4}), points(6));
    CHECK(names_of(of_vectors.system()) == std::vector<std::string>{"r1[0]", "r1[1]", "b[0]", "b[1]"});
    constexpr auto bend = unknown<"bend">(x);
    auto other = collocate(problem(-lap(bend) == 1, on(boundary, bend == 0)), interval(0, 1), mlp({4}), points(6));
    CHECK(names_of(other.system()) == std::vector<std::string>{"bend", "b"});
}

TEST_CASE("an equation for b is solved slab by slab as any other is", "[kernel]") {
    constexpr auto b = unknown<"b">(x, t);
    auto const b_h = solve(problem(dt(b) == lap(b), on(boundary, b == 0), on(t == 0, b == sin(pi * x))),
                           interval(0, 1), during{0, 0.2}, time_slabs{.functions = 100});
    CHECK(b_h(std::vector{0.5, 0.2}).data()[0] == Approx(std::exp(-M_PI * M_PI * 0.2)).epsilon(1e-6));
}

TEST_CASE("a model at other points has the weights that it has now", "[kernel]") {
    constexpr auto u = unknown<"u">(x);
    auto model = collocate(problem(-lap(u) == 1, on(boundary, u == 0)), interval(0, 1), mlp({4}), points(6), lambda{3});
    model.system().set_lambda(1, 0.25);
    auto elsewhere = model.at(random_points(5, 1));
    CHECK(elsewhere.system().blocks()[0].lambda == 1);
    CHECK(elsewhere.system().blocks()[1].lambda == 0.25);
}
