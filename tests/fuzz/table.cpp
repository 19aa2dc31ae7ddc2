// Any shape, values, period, point and derivative: a table is refused in its own words, or has a value between its
// smallest and its largest one at every finite point, and none elsewhere.

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <vector>

#include <lamina/sample/table.hpp>

#include "expect.hpp"

namespace {

struct bytes {
    std::uint8_t const* data;
    std::size_t size;
    template <class Number>
    Number take() {
        Number out{};
        std::size_t const n = std::min(size, sizeof out);
        std::memcpy(&out, data, n);
        data += n, size -= n;
        return out;
    }
};

}  // namespace

/// Tables live as long as the program, which is no leak to look for after each of them.
extern "C" char const* __asan_default_options() {
    return "detect_leaks=0";
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    bytes from{data, size};
    std::size_t const axes = from.take<std::uint8_t>() % 5;
    lamina::array_of_doubles samples;
    std::size_t elements = 1;
    for (std::size_t k = 0; k < axes; ++k) {
        auto const n = from.take<std::uint8_t>();
        samples.shape.push_back(n == 255 ? from.take<std::size_t>() : n % 6);
        elements *= samples.shape.back();
    }
    // as many values as elements, but for some
    auto const more = from.take<std::uint8_t>();
    samples.values.resize(std::min<std::size_t>(more == 255 ? more : elements, 300));
    for (double& v : samples.values) {
        v = from.take<double>();
        if (!(std::abs(v) < 1e150)) v = from.take<std::int8_t>();
    }
    lamina::table_options options;
    if (from.take<std::uint8_t>() % 2 == 1) options.between = lamina::between_samples::multilinear;
    options.period.resize(from.take<std::uint8_t>() % 5);
    for (double& length : options.period) length = from.take<double>();
    double handle = 0;
    try {
        handle = lamina::table_from(samples, options).handle;
    } catch (std::invalid_argument const& error) {
        expect_own_words(error, "table_from", "");
        return 0;
    }
    lamina::table const& table = lamina::table_of(handle);
    auto const [least, largest] = std::ranges::minmax(samples.values);
    double const slack = DBL_MIN + 1e-12 * std::max(std::abs(least), std::abs(largest));
    for (int points = 0; points < 8 && from.size > 0; ++points) {
        std::vector<double> y(axes);
        std::vector<int> derivative(axes);
        bool finite = true;
        for (std::size_t k = 0; k < axes; ++k) {
            y[k] = from.take<double>();
            finite = finite && std::isfinite(y[k] / table.period[k]);
        }
        double const v = table(y, derivative);
        expect(finite ? v >= least - slack && v <= largest + slack : std::isnan(v),
               std::to_string(v) + " is a value from " + std::to_string(least) + " to " + std::to_string(largest));
        for (int& k : derivative) k = from.take<std::uint8_t>() % 4;
        static_cast<void>(table(y, derivative));
    }
    return 0;
}
