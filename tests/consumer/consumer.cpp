// A program of a stranger, who has lamina installed and nothing else of it.
#include <lamina.hpp>

#include <cmath>
#include <vector>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto u = unknown<"u">(x);
constexpr auto poisson = problem(-lap(u) == sin(x), on(boundary, u == 0));

int main() {
    auto model = collocate(poisson, interval(0, 1), mlp({5}), points(10));
    std::vector<double> const theta = glorot(model.layout(), 1);
    std::vector<double> gradient(theta.size());
    if (!(model.system().loss_and_gradient(theta, gradient) > 0)) return 1;

    train(model, theta, adam(), {.iterations = 5}, checkpoint("run.npz", every(1)));
    auto const u_h = solve(poisson, interval(0, 1));
    std::vector<double> const at{0.2, 0.7};
    auto const slope = u_h(at, grad(u));
    for (std::size_t p = 0; p < at.size(); ++p)
        if (!(std::abs(slope(p, 0) - (std::cos(at[p]) - std::sin(1.0))) < 1e-9)) return 1;
    auto polynomials = collocate(poisson, interval(0, 1), chebyshev{20});
    auto const made = polynomials.solution(solve(polynomials.system()).theta);
    save("u.npz", made);
    if (polynomials.load("u.npz")(at) != made(at)) return 1;

    auto const resumed = train(model, theta, adam(), {.iterations = 9}, resume("run.npz"));
    return resumed.theta == train(model, theta, adam(), {.iterations = 9}).theta ? 0 : 1;
}
