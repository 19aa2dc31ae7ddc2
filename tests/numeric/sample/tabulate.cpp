#include <lamina/sample/tabulate.hpp>

#include <cmath>
#include <vector>

#include <lamina/dsl.hpp>

#include "catch.hpp"

using namespace lamina;
using Catch::Contains;

namespace {

constexpr auto x = position<1>;

/// 0, 1, ..., count - 1
std::vector<double> integers(std::size_t count) {
    std::vector<double> out(count);
    for (std::size_t p = 0; p < count; ++p) out[p] = static_cast<double>(p);
    return out;
}

}  // namespace

TEST_CASE("a field is asked for its value once at each point, whatever roots and expressions it stands in",
          "[sample]") {
    graph::arena g;
    graph::node_id const field =
        g.add({.kind = graph::op::field, .name = g.name("w")}, graph::ids(graph::coordinate(g, g.name("x"), 0, 1)));
    graph::node_id const square = graph::power(g, field, 2);
    graph::node_id const roots[]{square, graph::sum(g, field, square), field};
    std::vector<double> asked;
    bindings known;
    known.fields["w"] = [&](std::span<double const> at, std::span<int const> derivative) {
        CHECK((derivative.size() == 1 && derivative[0] == 0));
        asked.push_back(at[0]);
        return 3 * at[0];
    };
    auto const at = integers(600);
    auto const values = tabulate(g, roots, at, {.space = 1}, known);
    CHECK((asked == at));
    for (std::size_t p = 0; p < at.size(); ++p) {
        CHECK(values(0, p) == 9 * at[p] * at[p]);
        CHECK(values(1, p) == 3 * at[p] + 9 * at[p] * at[p]);
        CHECK(values(2, p) == 3 * at[p]);
    }
}

TEST_CASE("of several values that are not finite, the first root at the first point is told", "[sample]") {
    auto const at = integers(1000);
    CHECK_THROWS_WITH(tabulate(vector(1 / (x - 900), 1 / (x - 300), log(abs(x - 300))), at),
                      Contains("1 / (x - 300) is inf at the point (300)"));
    CHECK_THROWS_WITH(tabulate(vector(1 / (x - 999), x, x), at), Contains("inf at the point (999)"));
    CHECK_THROWS_WITH(tabulate(vector(1 / (x - 256), x, log(x - 255.5)), at),
                      Contains("log(x - 255.5)") && Contains("nan at the point (0)"));
}
