#include <lamina/dsl.hpp>

using namespace lamina;

namespace {

constexpr auto one = constant<1>;

// the plane in polar coordinates: (r, t) with r = 1 + x0, t = x1
constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto r = one + x[0];
constexpr auto polar = vector(r * cos(x[1]), r * sin(x[1]));
constexpr auto on_plane = pull_back(problem(-lap(u) == x[0], on(boundary, u == x[0] * x[0] + x[1] * x[1])), polar);

// |J| lap u = d/dr (r du/dr) + 1/r d2u/dt2
static_assert(same(on_plane.equation.left, -d(r * d(u, x[0]), x[0]) - d(u, x[1], x[1]) / r));
static_assert(same(on_plane.equation.right, r * r * cos(x[1])));
constexpr auto edge = on_plane.conditions[boost::hana::size_c<0>].equation;
static_assert(same(edge.left, u));
static_assert(same(edge.right, pow<2>(r * cos(x[1])) + pow<2>(r * sin(x[1]))));

// first-order terms and the reaction: |J| b . J^-T grad u, |J| c u
constexpr auto drift = pull_back(problem(-lap(u) + dot(vector(x[0], x[1]), grad(u)) + x[0] * u == 0), polar);
static_assert(same(drift.equation.left,
                   -d(r * d(u, x[0]), x[0]) - d(u, x[1], x[1]) / r +
                       r * (r * cos(x[1]) * (cos(x[1]) * d(u, x[0]) - sin(x[1]) / r * d(u, x[1])) +
                            r * sin(x[1]) * (sin(x[1]) * d(u, x[0]) + cos(x[1]) / r * d(u, x[1]))) +
                       r * r * cos(x[1]) * u));

// derivatives by the chain rule, of any order: u_XX on a sheared and stretched box
constexpr auto sheared = vector(2 * x[0] + x[1], x[1]);
constexpr auto second = pull_back(problem(d(u, x[0], x[0]) + d(u, x[0], x[1]) == 0), sheared);
static_assert(same(second.equation.left,
                   d(u, x[0], x[0]) / 2 + d(u, x[0], x[1]) - d(u, x[0], x[0]) / 2));

// a tensor: |J| J^-1 A J^-T with X = (x0, 3 x1)
constexpr auto stretched = vector(x[0], constant<3> * x[1]);
constexpr auto tensor = pull_back(problem(-div(matrix(row(2, x[1]), row(x[0], 5)) * grad(u)) == 1), stretched);
static_assert(same(tensor.equation.left, -div(matrix(row(6, 3 * x[1]), row(x[0], constant<5, 3>)) * grad(u))));

// the identity changes nothing
static_assert(same(pull_back(problem(-div(x[1] * grad(u)) + d(u, x[0]) == x[0]), vector(x[0], x[1])).equation,
                   -div(x[1] * grad(u)) + d(u, x[0]) == x[0]));

// one dimension: X = x^2
constexpr auto s = position<1>;
constexpr auto w = unknown<"w">(s);
constexpr auto line = pull_back(problem(-div(s * grad(w)) + w == sin(s), on(boundary, w == s)), s * s);
static_assert(same(line.equation.left, -d(s * d(w, s), s) / 2 + 2 * s * w));
static_assert(same(line.equation.right, 2 * s * sin(s * s)));

// three dimensions: cylinder coordinates; averages are weighted with |J|
constexpr auto z = position<3>;
constexpr auto v = unknown<"v">(z);
constexpr auto rho = one + z[boost::hana::int_c<0>];
constexpr auto angle = z[boost::hana::int_c<1>];
constexpr auto height = z[boost::hana::int_c<2>];
constexpr auto cylinder = vector(rho * cos(angle), rho * sin(angle), height);
constexpr auto pipe = pull_back(problem(-lap(v) == 1, mean(v) == 0), cylinder);
static_assert(same(pipe.equation.left, -d(rho * d(v, z[boost::hana::int_c<0>]), z[boost::hana::int_c<0>]) -
                                           d(v, angle, angle) / rho - rho * d(v, height, height)));
static_assert(same(pipe.conditions[boost::hana::size_c<0>].left, mean(rho * v)));

}  // namespace
