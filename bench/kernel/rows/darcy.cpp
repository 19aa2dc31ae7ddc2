// -div(a(x / eps) grad(u)) == sin(x) in one dimension, 4 x 40 tanh, N = 1024 points, P = 5041 parameters:
// J = dr/dtheta, the tangent kernel K = J J^T, and the products J v and J^T w.
#include <lamina.hpp>

#include <lamina/numerics/products.hpp>

#include "../by_hand/darcy.hpp"
#include "../counted_flop.hpp"
#include "rows.hpp"

namespace rows {

using namespace lamina;

namespace {

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x));
constexpr double scale = 1.0 / 8;

constexpr std::size_t N = 1024, P = ::by_hand::darcy::parameters;
constexpr counted_network network{.inputs = 1, .width = 40, .hidden = 4};
constexpr counted_network::channels channels{.hidden = 3, .read = 2};

auto collocated() {
    return collocate(darcy, interval(-pi, pi), mlp({40, 40, 40, 40}, activation::tanh), points(N), eps = scale);
}

struct generated {
    decltype(collocated()) model = collocated();
    std::vector<double> theta = glorot(model.layout(), 1), r = std::vector<double>(N);
    residual_system<double>& system = model.system();
};

auto by_hand_of() {
    auto const at = interior_points(interval(-pi, pi), points(N));
    return std::make_shared<::by_hand::darcy>(at, tabulate(a(x / eps), at, eps = scale),
                                              tabulate(d(a(x / eps), x), at, eps = scale), tabulate(sin(x), at),
                                              default_pool().size());
}

}  // namespace

contest darcy_j() {
    auto const mine = std::make_shared<generated>();
    auto const jt = std::make_shared<aligned_vector<double>>(P * N);
    auto const hand = by_hand_of();
    auto const r = std::make_shared<std::vector<double>>(N);
    contest c;
    c.flop = N * network.gradient(channels);
    c.generated = [=] { mine->system.jacobian(mine->theta, mine->r, *jt); };
    using enum ::by_hand::darcy::order_of_j;
    c.by_hand = [=] { hand->jacobian(mine->theta, *r, columns); };
    c.others.push_back({"panels", [=] { hand->jacobian(mine->theta, *r, panels); }});
    // what the machine stores past its caches in the same time
    c.others.push_back({"store", [=] { hand->overwrite(); }});
    c.disagreement = [=] {
        mine->system.jacobian(mine->theta, mine->r, *jt);
        hand->jacobian(mine->theta, *r, columns);
        return std::max(largest_difference<double>(*jt, std::vector<double>(hand->j(), hand->j() + P * N)),
                        largest_difference<double>(mine->r, *r));
    };
    return c;
}

/// K without J: for each pair of rows and hidden layer behind the first 9 pairs of channels, each a product of
/// adjoints, one of activations and theirs; first and last layer by their rows of J. Jets and adjoints, but not their
/// products.
constexpr double kernel_flop() {
    constexpr double w = network.width, c = channels.hidden, dense = network.hidden - 1;
    constexpr double pairs = N * (N + 1) / 2;
    return pairs * (dense * c * c * (4 * w + 2) + 2 * 2 * w + 2 * (w + 1)) +
           N * (network.forward(channels) + 2 * c * w * w * dense + 2 * channels.read * w);
}

contest darcy_k() {
    auto const mine = std::make_shared<generated>();
    auto const jt = std::make_shared<std::vector<double>>(P * N), g = std::make_shared<std::vector<double>>(N * N);
    auto const k = std::make_shared<std::vector<double>>(N * N), theirs = std::make_shared<std::vector<double>>(N * N);
    auto const hand = by_hand_of();
    mine->system.jacobian(mine->theta, mine->r, *jt);
    contest c;
    c.flop = kernel_flop();
    c.generated = [=] { mine->system.gram(mine->theta, *k); };
    c.by_hand = [=] { hand->kernel(mine->theta, *theirs); };
    c.others.push_back({"product", [=] { numerics::gram_of_columns(*jt, P, N, *g); }});
    c.disagreement = [generated = c.generated, by_hand = c.by_hand, k, theirs] {
        generated();
        by_hand();
        return largest_difference<double>(*k, *theirs);
    };
    return c;
}

contest darcy_jv() {
    auto const mine = std::make_shared<generated>();
    contest c;
    // W h, W dh and dW h, in the first layer, where dh is 0, without the second
    c.flop = N * (3 * network.forward(channels) - 2 * network.inputs * network.width);
    c.generated = [=] { mine->system.jacobian_times(mine->theta, mine->theta, mine->r); };
    return c;
}

contest darcy_jtw() {
    auto const mine = std::make_shared<generated>();
    auto const w = std::make_shared<std::vector<double>>(N, 1.0), out = std::make_shared<std::vector<double>>(P);
    contest c;
    c.flop = N * network.gradient(channels);
    c.generated = [=] { mine->system.transposed_times(mine->theta, *w, *out); };
    return c;
}

}  // namespace rows
