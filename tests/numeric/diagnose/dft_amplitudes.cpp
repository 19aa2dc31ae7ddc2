#include <cmath>
#include <vector>

#include <lamina/diagnose/dft_amplitudes.hpp>

#include "catch.hpp"

using namespace lamina;

TEST_CASE("Amplitudes of waves are found at their frequencies, constants and the last frequency too") {
    for (std::size_t const n : {64u, 65u}) {
        std::vector<double> values(n);
        for (std::size_t j = 0; j < n; ++j) {
            double const x = 2 * M_PI * static_cast<double>(j) / static_cast<double>(n);
            values[j] =
                3 + 0.5 * std::sin(4 * x + 0.3) + 2 * std::cos(15 * x) + (j % 2 == 0 ? 0.25 : -0.25) * (n == 64);
        }
        auto const found = dft_amplitudes(values);
        REQUIRE(found.size() == n / 2 + 1);
        for (std::size_t k = 0; k < found.size(); ++k)
            CHECK(found[k] == Approx(k == 0               ? 3.0
                                     : k == 4             ? 0.5
                                     : k == 15            ? 2.0
                                     : k == 32 && n == 64 ? 0.25
                                                          : 0.0)
                                  .margin(1e-13));
    }
    CHECK_THROWS_WITH(dft_amplitudes(std::vector<double>{1}), Catch::Matchers::Contains("expected at least 2"));
}
