#include "../catch.hpp"

#include "kernel_comparison.hpp"

// Jets stay in registers for the channel sets that most equations have (passes/each_set/unit_passes.hpp), and go by
// lists for all others: each of those sets, and two others, against duals within duals.

using namespace example;

namespace {

/// k_0 u_0 + k_1 u_1 + ... of all channels of a set
template <int Dimension, class Channels>
struct sum_of_channels;

template <int Dimension, class... Channel>
struct sum_of_channels<Dimension, channel_set<Channel...>>
    : declared<Dimension, 1, 0, 0, true, channel_set<Channel...>> {
    static constexpr double factor(std::size_t channel) { return 1 - 0.3 * static_cast<double>(channel); }
    static double weight(int i, point const& x) { return i < 0 ? 1 : 1.5 + std::sin(x[0] + i); }

    template <class V, class C>
    static V value(C const*, V const*, V const* u) {
        V sum = V(factor(0)) * u[0];
        for (std::size_t c = 1; c < sizeof...(Channel); ++c) sum = sum + V(factor(c)) * u[c];
        return sum;
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        for (std::size_t c = 0; c < sizeof...(Channel); ++c) du[c] = V(factor(c));
    }

    template <class U, int... I>
    static complex of(partial_channel<I...>, U const& u, point const&) {
        return u(0, I...);
    }
    template <class U, int M, int W, int... I>
    static complex of(weighted_partial<M, W, I...>, U const& u, point const& x) {
        return M * weight(W, x) * u(0, I...);
    }
    template <class U, class... Part>
    static complex of(collapsed_channel<Part...>, U const& u, point const& x) {
        return (of(Part{}, u, x) + ...);
    }
    template <class U>
    static complex expected(U const& u, point const& x) {
        complex sum = 0;
        std::size_t c = 0;
        ((sum += factor(c++) * of(Channel{}, u, x)), ...);
        return sum;
    }
};

using lamina::activation::sin_function;
using lamina::activation::tanh_function;

template <int Dimension, class... Channel>
void compare_all() {
    using term = sum_of_channels<Dimension, channel_set<partial_channel<>, Channel...>>;
    compare<term, tanh_function, double>({9, 7}, 13);
    compare<term, sin_function, double>({9, 7}, 13);
    compare<term, tanh_function, float>({9, 7}, 13);
    compare<term, gated<tanh_function>, double>({9, 9, 9}, 13);  // whole register tiles and rests of them
    compare<term, gated<sin_function>, double>({8, 8, 8}, 13);
    compare<term, gated<tanh_function>, float>({9, 9, 9}, 13);
}

template <int... I>
using d = partial_channel<I...>;
template <int W, int... I>
using w = weighted_partial<1, W, I...>;
template <class... Part>
using sum = collapsed_channel<Part...>;

}  // namespace

TEST_CASE("derivatives along a line up to the fourth order agree with the complex step", "[kernel]") {
    compare_all<1, d<0>>();
    compare_all<1, d<0>, d<0, 0>>();
    compare_all<1, d<0>, d<0, 0>, d<0, 0, 0>>();
    compare_all<1, d<0>, d<0, 0>, d<0, 0, 0>, d<0, 0, 0, 0>>();
}

TEST_CASE("derivatives in a plane up to the third order agree with the complex step", "[kernel]") {
    compare_all<2, d<0>, d<1>>();
    compare_all<2, d<0>, d<1>, d<0, 0>, d<0, 1>, d<1, 1>>();
    compare_all<2, d<0>, d<1>, d<0, 0>, d<0, 1>, d<1, 1>, sum<w<-1, 0, 0, 0>, w<-1, 0, 1, 1>>,
                sum<w<-1, 0, 0, 1>, w<-1, 1, 1, 1>>>();
    compare_all<2, d<0>, d<1>, sum<w<0, 0, 0>, w<1, 0, 1>, w<-1, 1, 1>>>();
    compare_all<2, d<0>, d<1>, d<0, 1>, sum<w<0, 0, 0>, w<0, 1, 1>>>();
}

TEST_CASE("derivatives in space agree with the complex step", "[kernel]") {
    compare_all<3, d<0>, d<1>, d<2>>();
    compare_all<3, d<0>, d<1>, d<2>, sum<w<-1, 0, 0>, w<-1, 1, 1>, w<-1, 2, 2>>>();
    compare_all<3, d<0>, d<1>, d<2>, sum<w<0, 0, 0>, w<1, 1, 2>>>();
}

TEST_CASE("derivatives that go by lists agree with the complex step", "[kernel]") {
    compare_all<3, d<0>, d<1>, d<2>, d<0, 1>, d<2, 2>>();
    compare_all<2, d<0>, d<1>, d<0, 1>, d<1, 1>, d<0, 1, 1>>();
}
