// Random expressions as types, written by oracle/write_expressions: their tables over points, and the residuals and
// Jacobians of networks, against an evaluator that reads the same text.
#include <string>
#include <vector>

#include <lamina.hpp>

#include "../../oracle/agreement.hpp"
#include "../../oracle/reading.hpp"
#include "../../oracle/symbols.hpp"
#include "catch.hpp"
#include "written_expressions.hpp"

using namespace oracle;

namespace {

/// In the units of agreement.hpp: a vector tanh is right to three units, not to one
constexpr double generated_accepted = 4;

/// A network of one hidden layer of 3, theta layer by layer; derivatives in x by duals around those in theta
struct small_network {
    static constexpr std::size_t hidden = 3, inputs = 3;
    std::vector<dual<rounded>> theta;

    template <class T>
    T operator()(int, std::vector<T> const& x) const {
        std::size_t const bias = hidden * inputs, last = bias + hidden;
        T out = theta[last + hidden];
        for (std::size_t j = 0; j < hidden; ++j) {
            T z = theta[bias + j];
            for (std::size_t i = 0; i < inputs; ++i) z = z + T(theta[j * inputs + i]) * x[i];
            out = out + T(theta[last + j]) * tanh(z);
        }
        return out;
    }
};

}  // namespace

// k m is added, so that every expression has both parameters.

TEST_CASE("tables of written expressions have the values of their text", "[random]") {
    written::tables([](auto const& e, std::vector<double> const& at, std::string const& text) {
        INFO("seed " << written::seed << ": " << text);
        auto const table = lamina::tabulate(e + written::k * written::m, lamina::points_view(at, 3),
                                            written::k = parameter_values[0], written::m = parameter_values[1]);
        tree const expected = reading(text + " + k * m", 2)();
        CHECK(apart({table[0], 0.0}, meaning(expected, place<rounded>{2, {at.begin(), at.end()}}).front()) <= accepted);
    });
}

TEST_CASE("residuals and Jacobians of networks in written equations are those of their text", "[random]") {
    written::trained([](auto const& e, std::vector<double> const&, std::string const& text) {
        INFO("seed " << written::seed << ": " << text);
        constexpr std::size_t count = 4;
        auto model = lamina::collocate(lamina::problem(e + written::k * written::m == 0), lamina::box({0, 0}, {1, 1}),
                                       lamina::mlp({small_network::hidden}, lamina::activation::tanh),
                                       lamina::during{0, 1}, lamina::points(count), written::k = parameter_values[0],
                                       written::m = parameter_values[1]);
        auto const theta = lamina::glorot(model.layout(), 5);
        REQUIRE(model.system().rows() == count);
        std::vector<double> r(count), jt(theta.size() * count);
        model.system().jacobian(theta, r, jt);
        std::vector<double> const all =
            lamina::interior_points(lamina::box({0, 0, 0}, {1, 1, 1}), lamina::points(count));
        tree const expected = reading(text + " + k * m", 2)();
        for (std::size_t n = 0; n < count; ++n) {
            place<dual<rounded>> const here{
                2, {all.begin() + 3 * static_cast<long>(n), all.begin() + 3 * static_cast<long>(n + 1)}};
            for (std::size_t p = 0; p < theta.size(); ++p) {
                small_network network{{theta.begin(), theta.end()}};
                network.theta[p].d = 1.0;
                dual<rounded> const row = meaning(expected, here, network).front();
                CHECK(apart({r[n], 0.0}, row.v) <= generated_accepted);
                CHECK(apart({jt[p * count + n], 0.0}, row.d) <= generated_accepted);
            }
        }
    });
}
