#include "../catch.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <lamina/dsl.hpp>
#include <lamina/discretise/collocate.hpp>
#include <lamina/network/initialize.hpp>

using namespace lamina;

namespace {

constexpr auto x = position<2>;
constexpr auto u = unknown<"u">(x);
constexpr auto equation = problem(lap(u) + 2 * u == sin(x[0_c]) * sin(4 * x[1_c]), on(boundary, u == 0));

#if defined(__SANITIZE_ADDRESS__)
constexpr bool keeps_freed_memory = true;
#elif defined(__has_feature)
constexpr bool keeps_freed_memory = __has_feature(address_sanitizer);
#else
constexpr bool keeps_freed_memory = false;
#endif

/// Of this process, in bytes: "VmRSS", what it holds, or "VmHWM", the most that it ever held; 0 where not known
double memory(std::string const& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == name + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return 1024 * kilobytes;
        }
    return 0;
}

}  // namespace

TEST_CASE("Beyond the points' tables, memory is 200 bytes a point in collocate and blocks in products", "[kernel]") {
    if (keeps_freed_memory || memory("VmHWM") == 0) {
        WARN("skipped: this program cannot tell how much memory it holds");
        return;
    }
    constexpr double points_count = 1e5, megabyte = 1e6;
    constexpr double own_tables = (2 * 4 + 1) * sizeof(double) * points_count;  // four channels of two inputs, source
    double const threads_and_blocks = (2 + 3 * static_cast<double>(default_pool().size())) * megabyte;
    double const before = memory("VmHWM");
    auto model = collocate(equation, box({-1, -1}, {1, 1}), mlp({50, 50, 50, 50}, activation::tanh),
                           points(static_cast<std::size_t>(points_count)), side_points{100});
    CHECK(memory("VmHWM") - before < own_tables + 200 * points_count + threads_and_blocks);

    auto& system = model.system();
    auto const theta = glorot(model.layout(), 1);
    std::vector<double> out(system.parameters()), rows(system.rows(), 1.0);
    double const collocated = memory("VmRSS");
    system.loss_and_gradient(theta, out);
    system.residual(theta, rows);
    system.jacobian_times(theta, out, rows);
    system.transposed_times(theta, rows, out);
    CHECK(memory("VmRSS") - collocated < threads_and_blocks);
}
